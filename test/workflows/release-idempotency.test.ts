import type { Guard } from "@signalbox/local/gate/gate";
import type { WorldClock } from "@signalbox/local/world/clock";
import { describe, expect, test } from "vitest";
import { type Laptop, names, onLaptop } from "./laptop.fixture.ts";
import { decide, pushQuietly, reached, start } from "./release.fixture.ts";

describe("idempotency", () => {
  /** Lambda delivers a call twice, at the same time. */
  const twice: Guard = async (call, next) => {
    if (call.operation !== "Invoke" || !textOf(call.input).includes('"RegisterCandidate"'))
      return await next(call);
    const answers = await Promise.all([next(call), next(call)]);
    return answers.find((answer) => !("FunctionError" in answer && answer.FunctionError)) ?? answers[0]!;
  };
  const textOf = (input: object): string => {
    const payload = "Payload" in input ? input.Payload : "";
    return payload instanceof Uint8Array ? new TextDecoder().decode(payload) : String(payload);
  };
  /** ECS takes two seconds to register, longer than the second call's cold start. */
  const slow =
    (clock: WorldClock): Guard =>
    async (call, next) => {
      if (call.operation === "RegisterTaskDefinition") await clock.sleep(2_000);
      return await next(call);
    };
  const registered = ({ calls }: Laptop) =>
    calls.filter(
      ({ operation, context }) => operation === "RegisterTaskDefinition" && context.principal.kind === "role",
    ).length;

  test("registers one task definition though Lambda runs the step twice at once", () =>
    onLaptop({ guards: (clock) => [twice, slow(clock)] }, async (laptop) => {
      await pushQuietly(laptop, "v2");
      await start(laptop, "r1", {});
      await reached(laptop, "r1", "baking");
      expect(registered(laptop)).toBe(1);
      await decide(laptop, "abort", "r1");
    }));

  test("once removed, the platform gets two, one of which nobody knows of", () => {
    const careless: Guard = (call, next) => {
      const mine = "TableName" in call.input && call.input.TableName === names.idempotencyTable;
      return mine && call.operation === "PutItem" ? Promise.resolve({}) : next(call);
    };
    return onLaptop({ guards: (clock) => [twice, slow(clock), careless] }, async (laptop) => {
      await pushQuietly(laptop, "v2");
      await start(laptop, "r1", {});
      await reached(laptop, "r1", "baking");
      expect(registered(laptop)).toBe(2);
      await decide(laptop, "abort", "r1");
    });
  });
});
