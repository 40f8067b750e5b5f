import { releaseCanary } from "@signalbox/functions/workflows/release-canary/workflow";
import type { Guard } from "@signalbox/local/gate/gate";
import { describe, expect, test } from "vitest";
import { onLaptop } from "./laptop.fixture.ts";
import { bypassing, redeploy } from "./redeploy.fixture.ts";
import { acts, decide, ending, pushQuietly, reached, start, weights } from "./release.fixture.ts";

describe("reading back", () => {
  /** The load balancer answers that it changed the rule, and did not. */
  const deaf: Guard = async (call, next) =>
    call.operation === "ModifyRule" ? { Rules: [] } : await next(call);

  test("finds within seconds that the weights were not applied", () =>
    onLaptop({ requestsPerSecond: 0.1, guards: () => [deaf] }, async (laptop) => {
      await pushQuietly(laptop, "v2");
      const end = await ending(laptop, await start(laptop, "r1", {}));
      expect(end.cause).toContain("Release.WeightsNotApplied");
      const journal = await acts(laptop, "r1");
      const at = (state: string) => Date.parse(journal.find((act) => act.state === state)?.at ?? "");
      expect(at("RollBack") - at("ShiftTraffic")).toBeLessThanOrEqual(5_000);
    }));

  test("once removed, a person is asked about a candidate that never got a request", () =>
    onLaptop({ requestsPerSecond: 0.1, guards: () => [deaf] }, async (laptop) => {
      await redeploy(laptop, bypassing(releaseCanary, "ShiftTraffic", "ReadBackWeights", "IsWayBack"));
      await pushQuietly(laptop, "v2");
      await start(laptop, "r1", {});
      await reached(laptop, "r1", "waiting-for-person");
      expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
      expect((await acts(laptop, "r1")).flatMap(({ verdict }) => verdict ?? [])).toContain("no-data");
      await decide(laptop, "abort", "r1");
    }));
});
