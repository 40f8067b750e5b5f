import type { Call, Guard } from "@signalbox/local/gate/gate";
import { expect, test } from "vitest";
import { cutAnywhere, cutOff } from "./cut-off.fixture.ts";
import { names, region } from "./laptop.fixture.ts";
import { onScaling } from "./scaling.fixture.ts";

const ofRun = (call: Call): boolean =>
  call.context.principal.kind === "role" &&
  call.context.principal.arn.endsWith(`/${names.role(region, "scale-inference")}`) &&
  !/^(Describe|Get|List|Query)/.test(call.operation);

/** From eight replicas down to what the planner wants; answers how many calls changed something. */
async function wayDown(guards: readonly Guard[]): Promise<number> {
  let changes = 0;
  await onScaling({ guards: () => guards }, async (scaling) => {
    scaling.load(0.3);
    await scaling.scaleTo(8);
    await scaling.plan();
    await scaling.minutes(1);
    // Who leaves, and would serve again at once, is no start-up that the planner waits for.
    expect(await scaling.decision()).toMatchObject({ starting: 0 });
    // It looks on each minute, and what it said is believed for three.
    await scaling.minutes(3);
    for (const run of await scaling.executions())
      await scaling.ending(
        `arn:aws:states:${region}:${scaling.platform.account}:execution:${names.deployed("scale-inference")}:${run}`,
      );
    const left = await scaling.desired();
    expect(left).toBeLessThan(8);
    // Whoever stays is asked again, and nobody is protected any longer than the run.
    expect(await scaling.healthy()).toBe(left);
    expect(scaling.saw).toMatchObject({ cut: 0, lost: 0 });
    changes = scaling.calls.filter(ofRun).length;
  });
  return changes;
}

test("Given a Lambda that is cut off at any of its changes, then the same replicas leave, and nobody is cut off", async () => {
  const total = await wayDown([]);
  await cutAnywhere(total, (guard) => wayDown([guard]), { numRuns: 4, counts: ofRun });
});

test("Given a planner that looks while replicas leave, then it does not take them for ones that start, and those that are not needed go", async () => {
  // The Lambda that took them out of the balancer says nothing for a minute, in which the planner looks.
  const takes = (call: Call): boolean => ofRun(call) && call.operation === "DeregisterTargets";
  await wayDown([cutOff(0, "after", takes).guard]);
});
