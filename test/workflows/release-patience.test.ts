import type { AnyWorkflow } from "@signalbox/functions/step";
import { releaseCanary } from "@signalbox/functions/workflows/release-canary/workflow";
import type { Guard } from "@signalbox/local/gate/gate";
import { AwsError } from "@signalbox/local/services/error";
import type { WorldClock } from "@signalbox/local/world/clock";
import { describe, expect, test } from "vitest";
import { isByRelease, onLaptop, type Setting } from "./laptop.fixture.ts";
import { redeploy } from "./redeploy.fixture.ts";
import { ending, pushQuietly, start } from "./release.fixture.ts";

/** Short, and passed by the little traffic that is cheap to model. */
const setting: Setting = {
  requestsPerSecond: 4,
  policy: {
    ladder: [100],
    bakeSeconds: 60,
    drainSeconds: 30,
    holdSeconds: 60,
    acceptableRate: 0.2,
    acceptableSlowRate: 0.2,
  },
};

/** From the moment at which a wait is to begin, nothing gets through to the ledger for a minute. */
const throttling = (clock: WorldClock): Guard[] => {
  const waits = ["bakes for", "keeps the way back open for"];
  let until = 0;
  return [
    async (call, next) => {
      if (call.service !== "dynamodb" || !isByRelease(call)) return await next(call);
      const begun = waits.findIndex((text) => JSON.stringify(call.input).includes(text));
      if (begun >= 0) {
        waits.splice(begun, 1);
        until = clock.now() + 60_000;
      }
      if (clock.now() < until) throw new AwsError("ThrottlingException", "Rate exceeded");
      return await next(call);
    },
  ];
};

async function endUnderOutages(changed: AnyWorkflow) {
  const ends: (string | undefined)[] = [];
  await onLaptop({ ...setting, guards: throttling }, async (laptop) => {
    await redeploy(laptop, changed);
    await pushQuietly(laptop, "v2");
    const { status, error } = await ending(laptop, await start(laptop, "r1", {}));
    ends.push(error ?? status);
  });
  return ends[0];
}

describe("a ledger that throttles for a minute, when a bake begins and when the hold does", () => {
  test("turns no release back and needs no person", async () => {
    expect(await endUnderOutages(releaseCanary)).toBe("SUCCEEDED");
  });

  test("leaves a promoted release to a person that does not try again", async () => {
    const { machine } = releaseCanary;
    const Hold = { ...machine.States.Hold, Retry: [] } as (typeof machine.States)[string];
    const changed = { ...releaseCanary, machine: { ...machine, States: { ...machine.States, Hold } } };
    expect(await endUnderOutages(changed)).toBe("Release.NeedsAPerson");
  });
});
