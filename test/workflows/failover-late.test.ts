import type { FaultInput } from "@signalbox/local/faults/kinds";
import { expect, test } from "vitest";
import {
  ended,
  home,
  minute,
  names,
  onThreeRegions,
  personIn,
  runsIn,
  standby,
  standingBy,
  type ThreeRegions,
} from "./failover.fixture.ts";

const timeout = 120_000;

const fails = (containing: string): FaultInput => ({
  kind: "fail",
  service: "dynamodb",
  operation: "PutItem",
  containing,
  error: "InternalServerError",
});

/** The home region goes dark, and from when it was decided to leave it, these are not written for so long. */
async function decidedWithout(regions: ThreeRegions, items: readonly string[], ms: number): Promise<void> {
  const { clock, cloud } = regions;
  await standingBy(regions, standby);
  cloud.faults.add({ kind: "region-dark", region: home });
  const claims = cloud.faults.add(fails("epoch#"));
  while ((await runsIn(regions, standby)).length === 0) await clock.sleep(5_000);
  const faults = items.map((item) => cloud.faults.add(fails(item)));
  await clock.sleep(ms);
  for (const id of [claims, ...faults]) cloud.faults.remove(id);
}

/** How often the alarm has started a failover there. */
async function startsIn({ world }: ThreeRegions, region: string): Promise<number> {
  const stateMachineArn = `arn:aws:states:${region}:${world.account}:stateMachine:${names.deployed("failover")}`;
  const { executions = [] } = await world.call(
    "states",
    "ListExecutions",
    { stateMachineArn },
    personIn(region),
  );
  return executions.length;
}

test(
  "a lost region whose observers are not heard at the claim, and are heard again ten minutes later, is left then",
  { timeout },
  () =>
    onThreeRegions({}, async (regions) => {
      await decidedWithout(regions, ["observed#"], 10 * minute);
      const run = await ended(regions, standby);
      expect(run).toMatchObject({ outcome: "completed", epoch: 1, to: standby });
      expect(run.acts.map(({ state }) => state)).toContain("ClaimEpoch");
      // The alarm was up all the time, and has started nothing more.
      expect(await startsIn(regions, standby)).toBe(1);
    }),
);

test(
  "a claim that fails for longer than it is tried again is decided anew, and claimed then",
  { timeout },
  () =>
    onThreeRegions({}, async (regions) => {
      await decidedWithout(regions, [], 9 * minute);
      expect(await ended(regions, standby)).toMatchObject({ outcome: "completed", epoch: 1 });
      expect(await startsIn(regions, standby)).toBe(1);
    }),
);
