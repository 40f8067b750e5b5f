import { expect, test } from "vitest";
import {
  executed,
  home,
  membersOf,
  minute,
  names,
  onThreeRegions,
  personIn,
  planned,
  runsIn,
  standby,
  standingBy,
  start,
  third,
} from "./failover.fixture.ts";

test(
  "a region whose database writes, but is just being moved away, is no writer yet: that move ends first",
  {
    timeout: 120_000,
  },
  () =>
    onThreeRegions({ requestsPerSecond: 0.1 }, async (regions) => {
      const { clock, world } = regions;
      await standingBy(regions, home, standby);
      await executed(regions, standby, await start(regions, standby, "failover", planned));
      const move = async (to: string): Promise<void> => {
        const TargetDbClusterIdentifier = `arn:aws:rds:${to}:${world.account}:cluster:${names.database}`;
        const GlobalClusterIdentifier = names.database;
        const asked = { GlobalClusterIdentifier, TargetDbClusterIdentifier, AllowDataLoss: true };
        await world.call("rds", "FailoverGlobalCluster", asked, personIn(to));
      };
      await move(home);
      await clock.sleep(5 * minute);
      expect(await membersOf(regions)).toMatchObject({ [home]: "writes" });
      const execution = await start(regions, home, "failover", planned);
      await move(third);
      await executed(regions, home, execution);
      expect((await runsIn(regions, home)).at(-1)).toMatchObject({ to: home, outcome: "completed" });
      expect(await membersOf(regions)).toMatchObject({ [home]: "writes" });
    }),
);

test(
  "while RDS is busy with a member the move is asked for again, and nobody has to choose",
  {
    timeout: 120_000,
  },
  () =>
    onThreeRegions({ requestsPerSecond: 0.1 }, async (regions) => {
      const { cloud } = regions;
      await standingBy(regions, standby);
      const busy = { operation: "SwitchoverGlobalCluster", error: "InvalidDBClusterStateFault" };
      cloud.faults.add({ kind: "fail", ...busy, forSeconds: 12 * 60 });
      await executed(regions, standby, await start(regions, standby, "failover", planned));
      const [run] = await runsIn(regions, standby);
      expect(run).toMatchObject({ outcome: "completed", mode: "graceful" });
      expect(run?.acts.map(({ state }) => state)).not.toContain("AskHow");
      expect(await membersOf(regions)).toMatchObject({ [standby]: "writes" });
    }),
);
