import { expect, test } from "vitest";
import {
  acknowledges,
  ended,
  epochIsTaken,
  executed,
  home,
  keepReady,
  minute,
  onThreeRegions,
  personIn,
  planned,
  runsIn,
  standby,
  standingBy,
  start,
  third,
} from "./failover.fixture.ts";

const timeout = 120_000;

test(
  "a primary that goes dark is left for the next region, by itself, with every row that had arrived",
  { timeout },
  () =>
    onThreeRegions({}, async (regions) => {
      const { clock, cloud } = regions;
      keepReady(regions, standby, third);
      await clock.sleep(5 * minute);
      const lostAt = clock.now();
      cloud.faults.add({ kind: "region-dark", region: home });
      const run = await ended(regions, standby);
      expect({ ...run, evidence: run.evidence.length }).toMatchObject({ outcome: "completed" });
      expect(run.epoch).toBe(1);
      expect(Date.parse(run.replicatedAt ?? "")).toBeGreaterThan(lostAt - 2 * minute);
      expect(run.measures?.rtoSeconds).toBeLessThan(30 * 60);
      expect(await runsIn(regions, third)).toEqual(await runsIn(regions, standby));
    }),
);

test("a region that becomes ready only half an hour after the loss takes over then", { timeout }, () =>
  onThreeRegions({}, async (regions) => {
    const { clock, cloud } = regions;
    await clock.sleep(5 * minute);
    cloud.faults.add({ kind: "region-dark", region: home });
    await clock.sleep(40 * minute);
    expect(await runsIn(regions, standby)).toEqual([]);
    keepReady(regions, standby);
    expect(await ended(regions, standby)).toMatchObject({ outcome: "completed", epoch: 1 });
  }),
);

test("corruption promotes no replica, and the refusal says what to do instead", { timeout }, () =>
  onThreeRegions({}, async (regions) => {
    keepReady(regions, standby);
    const asked = { reason: "database_corruption", requestedBy: "ada" };
    const execution = await start(regions, standby, "failover", asked);
    expect(await executed(regions, standby, execution)).toMatchObject({
      status: "FAILED",
      error: "Failover.ReplicaCarriesIt",
      cause: expect.stringContaining("start `recover-from-harm` in the region that writes"),
    });
    expect(await runsIn(regions, standby)).toEqual([]);
  }),
);

test("a run whose epoch is taken while it waits promotes nothing", { timeout }, () =>
  onThreeRegions({}, async (regions) => {
    const { cloud, world } = regions;
    await standingBy(regions, standby);
    cloud.faults.add({ kind: "region-dark", region: home });
    await epochIsTaken(regions);
    expect(await ended(regions, standby)).toMatchObject({
      outcome: "halted",
      problem: { error: "Failover.EpochLost" },
    });
    const { GlobalClusters = [] } = await world.call("rds", "DescribeGlobalClusters", {}, personIn(standby));
    const writer = GlobalClusters[0]?.GlobalClusterMembers?.find(({ IsWriter }) => IsWriter);
    expect(writer?.DBClusterArn).toContain(home);
  }),
);

test(
  "a planned move loses nothing, and holds the next one until a person has acknowledged it",
  { timeout },
  () =>
    onThreeRegions({}, async (regions) => {
      const { clock, cloud } = regions;
      await standingBy(regions, standby, third);
      await executed(regions, standby, await start(regions, standby, "failover", planned));
      const [moved] = await runsIn(regions, standby);
      expect(moved).toMatchObject({ outcome: "completed", mode: "graceful", measures: { rpoSeconds: 0 } });
      cloud.faults.add({ kind: "region-dark", region: standby });
      await clock.sleep(15 * minute);
      expect(await runsIn(regions, third)).toHaveLength(1);
      await acknowledges(regions, third, 1);
      const again = { reason: "primary_region_unavailable", requestedBy: "bob" };
      const execution = await start(regions, third, "failover", again);
      expect(await executed(regions, third, execution)).toMatchObject({ status: "SUCCEEDED" });
      expect((await runsIn(regions, third)).at(-1)).toMatchObject({ from: standby, to: third, epoch: 2 });
    }),
);
