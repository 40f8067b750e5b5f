import type { Guard } from "@signalbox/local/gate/gate";
import { AwsError } from "@signalbox/local/services/error";
import { expect, test } from "vitest";
import { onLaptop, person } from "./laptop.fixture.ts";
import { acts, decide, ending, pushQuietly, reached, services, start } from "./release.fixture.ts";

test("Given a stable side that scaled out during the release, then the candidate gets as many tasks before it gets all traffic", () =>
  onLaptop({ policy: { ladder: [50, 100] } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    await start(laptop, "r1", {});
    await reached(laptop, "r1", "baking", 50);
    const { cluster } = laptop.group;
    const { sides } = laptop.service;
    const grown = { cluster, service: sides.blue.service, desiredCount: 5 };
    await laptop.world.call("ecs", "UpdateService", grown, person);
    await reached(laptop, "r1", "shifting", 100);
    expect((await services(laptop)).green).toMatchObject({ desiredCount: 5, runningCount: 5 });
    await decide(laptop, "abort", "r1");
  }));

test("Given a shift that moved traffic but could not say so, then the candidate is still given its drain", () => {
  const mute = () => [
    async (call: Parameters<Guard>[0], next: Parameters<Guard>[1]) => {
      const text = JSON.stringify(call.input);
      if (call.operation === "PutItem" && /"act#r1#[^"]*#ShiftTraffic"/.test(text))
        throw new AwsError("AccessDeniedException", "the journal cannot be written");
      return await next(call);
    },
  ];
  return onLaptop({ policy: { drainSeconds: 300 }, guards: mute }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    await ending(laptop, await start(laptop, "r1", {}));
    const journal = await acts(laptop, "r1");
    const at = (state: string) => Date.parse(journal.find((act) => act.state === state)?.at ?? "");
    expect(at("Drain") - at("RollBack")).toBeGreaterThanOrEqual(300_000 - 5_000);
  });
});
