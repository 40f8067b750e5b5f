import { NamedError } from "@signalbox/core/error";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { claimEpoch as claim, readEpochs } from "@signalbox/functions/aws/epoch-tables";
import { promoteWithLoss } from "@signalbox/functions/aws/global-cluster";
import { memberIn, placesOf } from "@signalbox/functions/failover/places";
import { claimEpoch } from "@signalbox/functions/failover/steps/claim-epoch";
import { promoteDatabase } from "@signalbox/functions/failover/steps/promote-database";
import { type AnyWorkflow, step } from "@signalbox/functions/step";
import { catchUp } from "@signalbox/functions/workflows/failback/steps/catch-up";
import { failback } from "@signalbox/functions/workflows/failback/workflow";
import { failover } from "@signalbox/functions/workflows/failover/workflow";
import { describe, expect, test } from "vitest";
import { replacing } from "../matrix/without.ts";
import {
  ended,
  epochIsTaken,
  executed,
  home,
  keepReady,
  membersOf,
  minute,
  names,
  onThreeRegions,
  planned,
  reaches,
  runsIn,
  says,
  standby,
  standingBy,
  start,
  type ThreeRegions,
  third,
} from "./failover.fixture.ts";
import { redeployIn } from "./redeploy-region.fixture.ts";
import { regionWriters } from "./region-writers.fixture.ts";

const timeout = 120_000;

/** Promotes as soon as the epoch is claimed. */
function neverWaits(): AnyWorkflow {
  const { machine } = failover;
  const IsGraceful = {
    Type: "Choice",
    Choices: [{ Condition: "{% $run.mode = 'graceful' %}", Next: "TurnAhead" }],
    Default: "PromoteDatabase",
  } as const;
  return { ...failover, machine: { ...machine, States: { ...machine.States, IsGraceful } } };
}

/** Goes as soon as the region is ready. */
function neverAsks(): AnyWorkflow {
  const { machine } = failback;
  const { Asked: _, AskOnceMore: __, Denied: ___, ...States } = machine.States;
  const Ask = { Type: "Pass", Next: "TakeTurn" } as const;
  return { ...failback, machine: { ...machine, States: { ...States, Ask } } };
}

/** Promotes without a look at the epochs. */
const unfenced = step({
  ...promoteDatabase,
  run: async ({ run: { to } }, context) => {
    const places = placesOf(context);
    await promoteWithLoss(context.aws.rds, places.globalCluster, memberIn(places, to).clusterArn);
    return { done: true, text: "promoted" };
  },
});

/** Claims one more epoch each time that it runs. */
const claimsAgain = step({
  ...claimEpoch,
  run: async ({ run }, context) => {
    const { highest = 0 } = (await readEpochs(context)) ?? {};
    const at = new Date(context.clock.now()).toISOString();
    const epoch = highest + 1;
    await claim(context, { epoch, region: run.to, run: run.run, owner: context.visit.execution, at });
    return { epoch, promotableAt: at };
  },
});

/** Claims by what was seen when it was decided. */
const claimsByOldWords = step({
  ...claimEpoch,
  run: async ({ run }, context) => {
    const epochs = await readEpochs(context);
    const at = new Date(context.clock.now()).toISOString();
    const epoch = epochs?.current?.epoch ?? (epochs?.highest ?? 0) + 1;
    const owner = context.visit.execution;
    const owned = await claim(context, { epoch, region: run.to, run: run.run, owner, at });
    if (owned !== "owned") throw new NamedError("Failover.NotClaimed", owned);
    return { epoch, promotableAt: at };
  },
});

/** Says that it has caught up, whatever the lag. */
const neverLooks = step({ ...catchUp, run: async () => ({ done: true, text: "it will have" }) });

describe("the wait for the old region's lease", () => {
  /**
   * Moments at which two regions took writes. Nobody reaches the old one's users' door, nothing of it is replicated, and the new one does
   * not reach it at all; yet it runs on, and renews its lease at two tables until the claim.
   */
  const splits = async (changed: AnyWorkflow): Promise<number> => {
    let found = -1;
    await onThreeRegions({}, async (regions) => {
      await redeployIn(regions, standby, changed);
      keepReady(regions, standby);
      const writers = await regionWriters(regions);
      await regions.clock.sleep(3 * minute);
      const { faults } = regions.cloud;
      faults.add({ kind: "region-partitioned", region: home, other: standby });
      faults.add({ kind: "region-dark", region: home, plane: "data" });
      faults.add({ kind: "replication-stops", region: third, of: "database" });
      await ended(regions, standby);
      found = writers.splits.length;
    });
    return found;
  };
  test("stands, and one region writes at a time", { timeout }, async () => {
    expect(await splits(failover)).toBe(0);
  });
  test("is removed, and both regions take writes for a while", { timeout }, async () => {
    expect(await splits(neverWaits())).toBeGreaterThan(3);
  });
});

test(
  "without the look at the epochs a run promotes its region though another one's epoch is in force",
  { timeout },
  () =>
    onThreeRegions({}, async (regions) => {
      const { clock, cloud } = regions;
      await redeployIn(regions, standby, replacing(failover, unfenced));
      await standingBy(regions, standby);
      cloud.faults.add({ kind: "region-dark", region: home });
      await epochIsTaken(regions);
      expect(await ended(regions, standby)).toMatchObject({ outcome: "halted" });
      await clock.sleep(minute);
      expect(await membersOf(regions)).toMatchObject({ [standby]: "writes" });
    }),
);

test("without the look for what it has claimed already a run whose reply got lost claims again", {
  timeout,
}, async () => {
  const claimed = async (changed: AnyWorkflow): Promise<number> => {
    let epochs = 0;
    await onThreeRegions({}, async (regions) => {
      const { cloud, world } = regions;
      await redeployIn(regions, standby, changed);
      await standingBy(regions, standby);
      const crash = {
        kind: "lambda-crash",
        when: "after",
        operation: "PutItem",
        containing: "epoch#",
      } as const;
      cloud.faults.add({ ...crash, function: names.deployed("failover"), call: 2, count: 1 });
      await executed(regions, standby, await start(regions, standby, "failover", planned));
      const asked = { Key: { pk: { S: ledgerKeys.failover }, sk: { S: ledgerKeys.epoch(2) } } };
      const caller = { region: third, principal: { kind: "person" } } as const;
      const TableName = names.ledgerTable;
      const second = await world.call("dynamodb", "GetItem", { TableName, ...asked }, caller);
      expect(cloud.faults.struck().length).toBeGreaterThan(0);
      epochs = second.Item ? 2 : 1;
    });
    return epochs;
  };
  expect(await claimed(failover)).toBe(1);
  expect(await claimed(replacing(failover, claimsAgain))).toBe(2);
});

test("without the look for who still says so a region is left that was back before its epoch was claimed", {
  timeout,
}, async () => {
  const outcome = async (changed: AnyWorkflow): Promise<unknown> => {
    let found: unknown;
    await onThreeRegions({}, async (regions) => {
      const { clock, cloud } = regions;
      await redeployIn(regions, standby, changed);
      await standingBy(regions, standby);
      const dark = cloud.faults.add({ kind: "region-dark", region: home });
      cloud.faults.add({
        kind: "fail",
        service: "dynamodb",
        operation: "PutItem",
        containing: "epoch#",
        error: "InternalServerError",
      });
      while ((await runsIn(regions, standby)).length === 0) await clock.sleep(5_000);
      cloud.faults.remove(dark);
      await clock.sleep(1.5 * minute);
      for (const { id } of cloud.faults.active()) cloud.faults.remove(id);
      const { outcome, problem } = await ended(regions, standby);
      found = { outcome, error: problem?.error };
    });
    return found;
  };
  expect(await outcome(failover)).toEqual({ outcome: "refused", error: "Failover.NotSeenDown" });
  expect(await outcome(replacing(failover, claimsByOldWords))).toEqual({ outcome: "completed" });
});

describe("of a failback", () => {
  /** In the standby, to which users were moved as planned. */
  const away = async (regions: ThreeRegions): Promise<void> => {
    keepReady(regions, home, standby);
    await regions.clock.sleep(3 * minute);
    await executed(regions, standby, await start(regions, standby, "failover", planned));
    await regions.clock.sleep(15 * minute);
  };

  test("without the question users are moved though nobody has said so", { timeout }, () =>
    onThreeRegions({}, async (regions) => {
      await redeployIn(regions, home, neverAsks());
      await away(regions);
      const execution = await start(regions, home, "failback", { requestedBy: "ada" });
      await executed(regions, home, execution);
      expect(await membersOf(regions)).toMatchObject({ [home]: "writes" });
    }),
  );

  test("without the look at the lag nobody can write until all of it has arrived", { timeout }, () =>
    onThreeRegions({}, async (regions) => {
      await redeployIn(regions, home, replacing(failback, neverLooks));
      const writers = await regionWriters(regions);
      await away(regions);
      const { clock, cloud } = regions;
      cloud.faults.add({ kind: "replication-lags", region: home, seconds: 300, of: "database" });
      await clock.sleep(6 * minute);
      const execution = await start(regions, home, "failback", { requestedBy: "ada" });
      await says(regions, home, await reaches(regions, home, { execution, state: "Ask" }), "approve");
      const from = clock.now();
      await executed(regions, home, execution);
      expect(writers.longestGap(from, clock.now())).toBeGreaterThan(3 * minute);
    }),
  );
});
