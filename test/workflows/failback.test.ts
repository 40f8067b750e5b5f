import type { Guard } from "@signalbox/local/gate/gate";
import { expect, test } from "vitest";
import {
  acknowledges,
  ended,
  executed,
  home,
  keepReady,
  membersOf,
  minute,
  names,
  onThreeRegions,
  personIn,
  planned,
  reaches,
  runsIn,
  says,
  standby,
  standingBy,
  start,
  third,
} from "./failover.fixture.ts";
import { regionWriters } from "./region-writers.fixture.ts";

const timeout = 120_000;

test(
  "a lost region that returns with old data serves nobody until a person lets users home, who find all that they wrote",
  { timeout },
  () =>
    onThreeRegions({}, async (regions) => {
      const { clock, cloud, world } = regions;
      keepReady(regions, home, standby, third);
      const writers = await regionWriters(regions);
      await clock.sleep(5 * minute);
      const lostAt = clock.now();
      const dark = cloud.faults.add({ kind: "region-dark", region: home });
      const failover = await ended(regions, standby);
      cloud.faults.remove(dark);
      await clock.sleep(20 * minute);
      expect(await writers.open()).toEqual([standby]);

      const SecretId = names.secret("database");
      const changed = { SecretId, SecretString: '{"username":"webui_2","password":"new"}' };
      await world.call("secretsmanager", "PutSecretValue", changed, personIn(standby));
      const execution = await start(regions, home, "failback", { requestedBy: "ada" });
      const waiting = await reaches(regions, home, { execution, state: "Ask" });
      expect(await membersOf(regions)).toMatchObject({ [standby]: "writes", [home]: "connected" });
      const taken = await world.call("secretsmanager", "GetSecretValue", { SecretId }, personIn(home));
      expect(taken.SecretString).toBe(changed.SecretString);
      await says(regions, home, waiting, "approve");
      expect(await executed(regions, home, execution)).toMatchObject({ status: "SUCCEEDED" });

      const run = (await runsIn(regions, home)).at(-1);
      expect(run).toMatchObject({
        kind: "failback",
        outcome: "completed",
        from: standby,
        to: home,
        epoch: 2,
      });
      expect(run?.measures).toMatchObject({ rpoSeconds: 0 });
      expect(run?.measures?.rtoSeconds).toBeLessThan(10 * 60);
      expect(await writers.open()).toEqual([home]);
      expect(writers.splits).toEqual([]);
      for (const { at, region } of await writers.missingIn(home)) {
        expect(region).toBe(home);
        expect(at).toBeLessThanOrEqual(lostAt);
        expect(at).toBeGreaterThanOrEqual(Date.parse(failover.replicatedAt ?? ""));
      }
      const manual = { SnapshotType: "manual" };
      const kept = await world.call("rds", "DescribeDBClusterSnapshots", manual, personIn(home));
      expect(kept.DBClusterSnapshots).toMatchObject([
        { DBClusterSnapshotIdentifier: expect.stringContaining(names.lostWrites), Status: "available" },
      ]);
      const alarm = { AlarmNames: [names.awayAlarm(home)] };
      const away = await world.call("monitoring", "DescribeAlarms", alarm, personIn(standby));
      expect(away.MetricAlarms).toMatchObject([{ StateValue: "OK" }]);
      const copy = await world.call("secretsmanager", "DescribeSecret", { SecretId }, personIn(standby));
      expect(copy.PrimaryRegion).toBe(home);
      await clock.sleep(15 * minute);
      expect(await membersOf(regions)).toEqual({
        [home]: "writes",
        [standby]: "connected",
        [third]: "connected",
      });
    }),
);

test("where users are home already, or in another region than home, it is refused", { timeout }, () =>
  onThreeRegions({}, async (regions) => {
    const refused = async (region: string, input: object) =>
      await executed(regions, region, await start(regions, region, "failback", input));
    const asked = { requestedBy: "ada" };
    expect(await refused(home, asked)).toMatchObject({ status: "FAILED", error: "Failover.AlreadyHere" });
    expect(await refused(standby, asked)).toMatchObject({ status: "FAILED", error: "Failover.NotHome" });
    expect(await refused(home, { ...asked, dryRun: true })).toMatchObject({ status: "SUCCEEDED" });
    expect(await runsIn(regions, home)).toEqual([]);
  }),
);

test(
  "without an approval, with a lag that does not fall, or while the region is not ready, nobody is moved",
  { timeout },
  () =>
    onThreeRegions({}, async (regions) => {
      const { clock, cloud } = regions;
      await standingBy(regions, standby);
      await executed(regions, standby, await start(regions, standby, "failover", planned));
      await clock.sleep(15 * minute);
      const tried = async () => {
        const execution = await start(regions, home, "failback", { requestedBy: "ada" });
        const { error } = await executed(regions, home, execution);
        expect((await runsIn(regions, home)).at(-1)).toMatchObject({ outcome: "refused" });
        expect(await membersOf(regions)).toMatchObject({ [standby]: "writes", [home]: "connected" });
        return error;
      };
      expect(await tried()).toBe("Failover.TargetNotReady");
      keepReady(regions, home);
      expect(await tried()).toBe("Failover.NobodyDecided");
      cloud.faults.add({ kind: "replication-lags", region: home, seconds: 600, of: "database" });
      await clock.sleep(5 * minute);
      expect(await tried()).toBe("Failover.NotCaughtUp");
      expect((await runsIn(regions, standby)).filter(({ epoch }) => epoch !== undefined)).toHaveLength(1);
    }),
);

test("who writes to what a restore has switched to is moved nowhere, since no row arrives at home", {
  timeout,
}, () => {
  let apart = false;
  const switched: Guard = async (call, next) =>
    apart && call.operation === "GetParameter" && call.context.region === standby
      ? { Parameter: { Value: `${names.restoredCluster("r1")}.cluster.example` } }
      : await next(call);
  return onThreeRegions({ guards: () => [switched] }, async (regions) => {
    await standingBy(regions, standby);
    await executed(regions, standby, await start(regions, standby, "failover", planned));
    apart = true;
    await regions.clock.sleep(15 * minute);
    keepReady(regions, home);
    const execution = await start(regions, home, "failback", { requestedBy: "ada" });
    expect((await executed(regions, home, execution)).error).toBe("Failover.NotCaughtUp");
    expect(await membersOf(regions)).toMatchObject({ [standby]: "writes", [home]: "connected" });
  });
});

test(
  "who waits for an approval keeps no failover from the region, and comes too late after it",
  { timeout },
  () =>
    onThreeRegions({}, async (regions) => {
      const { clock, cloud } = regions;
      await standingBy(regions, home, standby);
      await executed(regions, standby, await start(regions, standby, "failover", planned));
      await acknowledges(regions, standby, 1);
      await clock.sleep(15 * minute);
      const execution = await start(regions, home, "failback", { requestedBy: "ada" });
      const waiting = await reaches(regions, home, { execution, state: "Ask" });
      cloud.faults.add({ kind: "region-dark", region: standby });
      await clock.sleep(20 * minute);
      expect((await runsIn(regions, home)).filter(({ kind }) => kind === "failover").at(-1)).toMatchObject({
        outcome: "completed",
        to: home,
        epoch: 2,
      });
      await says(regions, home, waiting, "approve");
      expect(await executed(regions, home, execution)).toMatchObject({ error: "Failover.EpochTaken" });
    }),
);

test(
  "a failback whose steps are cut off time and again does each act once, and comes to its end",
  { timeout },
  () =>
    onThreeRegions({ seed: 11 }, async (regions) => {
      const { clock, cloud } = regions;
      keepReady(regions, home, standby);
      const writers = await regionWriters(regions);
      await clock.sleep(3 * minute);
      await executed(regions, standby, await start(regions, standby, "failover", planned));
      await clock.sleep(15 * minute);
      for (const when of ["before", "after"] as const)
        for (const call of [2, 4, 6])
          cloud.faults.add({
            kind: "lambda-crash",
            function: names.deployed("failback"),
            when,
            call,
            probability: 0.08,
          });
      const execution = await start(regions, home, "failback", { requestedBy: "ada" });
      await says(regions, home, await reaches(regions, home, { execution, state: "Ask" }), "approve");
      expect(await executed(regions, home, execution)).toMatchObject({ status: "SUCCEEDED" });
      const calls = cloud.log.calls().filter(({ error }) => error === undefined);
      const switched = calls.filter(({ operation }) => operation === "SwitchoverGlobalCluster");
      expect(switched).toHaveLength(2);
      expect((await runsIn(regions, home)).at(-1)).toMatchObject({ outcome: "completed", epoch: 2 });
      expect(writers.splits).toEqual([]);
      expect(await writers.missingIn(home)).toEqual([]);
      expect(cloud.faults.struck().length).toBeGreaterThan(5);
    }),
);
