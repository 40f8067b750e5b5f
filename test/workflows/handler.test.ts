import { NamedError } from "@signalbox/core/error";
import { arnsOf } from "@signalbox/core/platform/arns";
import { on } from "@signalbox/core/workflow/allow";
import { machine } from "@signalbox/core/workflow/machine";
import { roleStatements } from "@signalbox/core/workflow/role-statements";
import { task } from "@signalbox/core/workflow/task";
import { basePermissions } from "@signalbox/functions/base-permissions";
import type { StepContext } from "@signalbox/functions/context";
import { handlerFor, type LambdaHandler } from "@signalbox/functions/handler";
import { defineWorkflow, step } from "@signalbox/functions/step";
import type { Context } from "aws-lambda";
import { expect, test } from "vitest";
import { z } from "zod";
import { type Laptop, onLaptop, region } from "./laptop.fixture.ts";

type Work = (input: { weight: number }, context: StepContext) => Promise<{ weight: number }>;

/** A workflow of one step, behind the handler that a Lambda has, with idempotency in the laptop's table. */
function handlerOf({ cloud, clock, platform }: Laptop, run: Work): LambdaHandler {
  const roleArn = `arn:aws:iam::${platform.account}:role/handler-test`;
  const statements = roleStatements([], basePermissions, (kind) => arnsOf(platform, kind));
  cloud.roles.createRole({ arn: roleArn, statements });
  const shift = step({
    name: "Shift",
    description: "Shifts.",
    input: z.strictObject({ weight: z.int() }),
    output: z.strictObject({ weight: z.int() }),
    allow: [on("listenerRule", "elasticloadbalancing:ModifyRule")],
    run,
  });
  const one = defineWorkflow({
    name: "one",
    description: "One step.",
    input: z.object({}),
    triggers: [],
    machine: machine({
      StartAt: "Shift",
      TimeoutSeconds: 60,
      States: { Shift: task(shift, { with: { weight: 1 }, TimeoutSeconds: 60, End: true }) },
    }),
    steps: [shift],
  });
  const clientsIn = (where: string) => cloud.clientsOf({ roleArn, region: where, session: "test" });
  return handlerFor(one, async () => ({ clock, platform, clients: clientsIn(region), clientsIn }));
}

const event = {
  step: "Shift",
  execution: "arn:e:1",
  state: "Shift",
  entered: "2026-01-01T00:00:00Z",
  input: { weight: 5 },
};

/** What Lambda hands to a handler, with the time that is left by the laptop's clock. */
function lambdaContext({ clock }: Laptop, seconds = 60): Context {
  const end = clock.now() + seconds * 1000;
  const context: Pick<Context, "awsRequestId" | "functionName" | "getRemainingTimeInMillis"> = {
    awsRequestId: "request",
    functionName: "one",
    getRemainingTimeInMillis: () => end - clock.now(),
  };
  // The handler and Powertools read no more of it than this.
  return context as Context;
}

test("a repeated call of one visit is answered from the record, and another visit runs anew", () =>
  onLaptop({ requestsPerSecond: 0 }, async (laptop) => {
    let runs = 0;
    const handler = handlerOf(laptop, async ({ weight }) => ({ weight: weight + runs++ }));
    const call = (change: object) => handler({ ...event, ...change }, lambdaContext(laptop));
    expect(await call({})).toEqual({ weight: 5 });
    expect(await call({})).toEqual({ weight: 5 });
    expect(runs).toBe(1);
    for (const other of [
      { entered: "2026-01-01T00:00:01Z" },
      { execution: "arn:e:2" },
      { state: "Other" },
      { item: 1 },
      { token: "t" },
    ]) {
      const before = runs;
      await call(other);
      expect(runs).toBe(before + 1);
    }
  }));

test("a payload that does not fit is refused before anything is done or recorded", () =>
  onLaptop({ requestsPerSecond: 0 }, async (laptop) => {
    let runs = 0;
    const handler = handlerOf(laptop, async ({ weight }) => ({ weight: weight + runs++ }));
    laptop.calls.length = 0;
    for (const wrong of [
      { input: { weight: "5" } },
      { input: { weight: 5, wieght: 6 } },
      { step: "Shfit" },
      { entered: undefined },
      { stray: true },
    ])
      await expect(handler({ ...event, ...wrong }, lambdaContext(laptop))).rejects.toMatchObject({
        name: "ParseError",
      });
    expect(runs).toBe(0);
    expect(laptop.calls).toEqual([]);
  }));

test("an error keeps its name, and its visit may be tried again", () =>
  onLaptop({ requestsPerSecond: 0 }, async (laptop) => {
    let runs = 0;
    const handler = handlerOf(laptop, async ({ weight }) => {
      if (runs++ === 0) throw new NamedError("Release.Drifted", "somebody else changed it");
      return { weight };
    });
    const call = () => handler(event, lambdaContext(laptop));
    await expect(call()).rejects.toMatchObject({
      name: "Release.Drifted",
      message: "somebody else changed it",
    });
    expect(await call()).toEqual({ weight: 5 });
  }));

test("an answer that does not fit the step's output is an error of the step, not an answer", () =>
  onLaptop({ requestsPerSecond: 0 }, async (laptop) => {
    const handler = handlerOf(laptop, async () => ({ weight: 0.5 }));
    await expect(handler(event, lambdaContext(laptop))).rejects.toMatchObject({ name: "ZodError" });
  }));

test("two attempts of one visit at once: the second is told that the first still runs", () =>
  onLaptop({ requestsPerSecond: 0 }, async (laptop) => {
    let runs = 0;
    const handler = handlerOf(laptop, async ({ weight }, { clock }) => {
      runs++;
      await clock.sleep(5_000);
      return { weight };
    });
    const first = handler(event, lambdaContext(laptop));
    await laptop.clock.sleep(1_000);
    await expect(handler(event, lambdaContext(laptop))).rejects.toMatchObject({
      name: "IdempotencyAlreadyInProgressError",
    });
    expect(await first).toEqual({ weight: 5 });
    // The refused attempt has not taken the record away.
    expect(await handler(event, lambdaContext(laptop))).toEqual({ weight: 5 });
    expect(runs).toBe(1);
  }));

test("an attempt that was cut off blocks its visit until its Lambda's time is over, by the clock of the platform", () =>
  onLaptop({ requestsPerSecond: 0 }, async (laptop) => {
    const never = new Promise<never>(() => {});
    let runs = 0;
    const handler = handlerOf(laptop, async ({ weight }) => (runs++ === 0 ? await never : { weight }));
    void handler(event, lambdaContext(laptop, 60));
    await laptop.clock.sleep(59_000);
    await expect(handler(event, lambdaContext(laptop))).rejects.toMatchObject({
      name: "IdempotencyAlreadyInProgressError",
    });
    await laptop.clock.sleep(2_000);
    expect(await handler(event, lambdaContext(laptop))).toEqual({ weight: 5 });
  }));

test("the step's signal aborts half a second before the Lambda's time is over, and leaves no timer behind", () =>
  onLaptop({ requestsPerSecond: 0 }, async (laptop) => {
    let aborted = 0;
    const handler = handlerOf(laptop, async ({ weight }, { clock, signal }) => {
      signal.addEventListener("abort", () => {
        aborted = clock.now();
      });
      await clock.sleep(5_000, signal).catch(() => undefined);
      return { weight };
    });
    const began = laptop.clock.now();
    await handler(event, lambdaContext(laptop, 3));
    expect(aborted - began).toBe(2_500);
  }));
