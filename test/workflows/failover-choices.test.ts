import { expect, test } from "vitest";
import {
  executed,
  home,
  membersOf,
  minute,
  onThreeRegions,
  planned,
  reaches,
  runsIn,
  says,
  standby,
  standingBy,
  start,
  type ThreeRegions,
} from "./failover.fixture.ts";

const timeout = 120_000;

/** A planned move to the standby, in which an act fails. */
async function asked(regions: ThreeRegions) {
  const { clock } = regions;
  const execution = await start(regions, standby, "failover", planned);
  /** Waits until a person is asked after a moment, and answers the run with what it was last asked. */
  const isAsked = async (after: number) => {
    for (;;) {
      const run = await reaches(regions, standby, { execution, state: "AskHow" });
      if (run.outcome !== undefined || Date.parse(run.heardAt) >= after) return run;
      await clock.sleep(5_000);
    }
  };
  const answers = async (action: Parameters<typeof says>[3]) => {
    const run = await isAsked(0);
    await clock.sleep(1_000);
    const at = Math.floor(clock.now());
    await says(regions, standby, run, action);
    return at;
  };
  return { execution, isAsked, answers };
}

test(
  "an answer that does not fit is asked for again with its reason, and one that fits goes where it says",
  {
    timeout,
  },
  () =>
    onThreeRegions({}, async (regions) => {
      const { cloud } = regions;
      await standingBy(regions, standby);
      cloud.faults.add({ kind: "deny", operation: "SwitchoverGlobalCluster" });
      const { execution, isAsked, answers } = await asked(regions);
      const again = await isAsked(await answers("approve"));
      expect(again.outcome).toBeUndefined();
      expect(again.acts.at(-1)?.text).toMatch(/^bob said approve, which .*PromoteDatabase failed/);
      // The old region is not waited for any more: what is denied is not asked for.
      await answers("ungraceful");
      expect(await executed(regions, standby, execution)).toMatchObject({ status: "SUCCEEDED" });
      expect((await runsIn(regions, standby)).at(-1)).toMatchObject({
        outcome: "completed",
        mode: "ungraceful",
      });
      expect(await membersOf(regions)).toMatchObject({ [standby]: "writes" });
    }),
);

test(
  "an answer of ungraceful where it is that already is asked for again, and abort halts with one writer",
  {
    timeout,
  },
  () =>
    onThreeRegions({}, async (regions) => {
      const { cloud } = regions;
      await standingBy(regions, standby);
      for (const operation of ["SwitchoverGlobalCluster", "FailoverGlobalCluster"])
        cloud.faults.add({ kind: "deny", operation });
      const { execution, isAsked, answers } = await asked(regions);
      await isAsked(await answers("ungraceful"));
      const again = await isAsked(await answers("ungraceful"));
      expect(again.acts.at(-1)?.text).toMatch(/^bob said ungraceful, which /);
      await answers("abort");
      expect(await executed(regions, standby, execution)).toMatchObject({ error: "Failover.Aborted" });
      expect(await membersOf(regions)).toMatchObject({ [home]: "writes" });
    }),
);

test(
  "answers that never fit put off nothing: half an hour after the first question the run halts",
  {
    timeout,
  },
  () =>
    onThreeRegions({ requestsPerSecond: 0.1 }, async (regions) => {
      const { clock, cloud } = regions;
      await standingBy(regions, standby);
      cloud.faults.add({ kind: "deny", operation: "SwitchoverGlobalCluster" });
      const { execution, isAsked, answers } = await asked(regions);
      const firstAt = Date.parse((await isAsked(0)).acts.at(-1)?.startedAt ?? "");
      for (let times = 0; times < 2; times++) {
        await clock.sleep(12 * minute);
        await isAsked(await answers("approve"));
      }
      expect(await executed(regions, standby, execution)).toMatchObject({ status: "FAILED" });
      expect(clock.now()).toBeGreaterThanOrEqual(firstAt + 30 * minute);
      expect(clock.now()).toBeLessThan(firstAt + 32 * minute);
    }),
);

test("a retry after a promotion that never took place asks for it once more", { timeout }, () =>
  onThreeRegions({}, async (regions) => {
    const { clock, cloud } = regions;
    await standingBy(regions, standby);
    // RDS cancels a switchover for which nothing arrives.
    const stops = cloud.faults.add({ kind: "replication-stops", region: standby, of: "database" });
    const { execution, isAsked, answers } = await asked(regions);
    expect((await isAsked(0)).acts.at(-1)?.text).toMatch(/^AwaitDatabase failed \(Failover\.NotPromoted/);
    cloud.faults.remove(stops);
    await clock.sleep(minute);
    await answers("retry");
    expect(await executed(regions, standby, execution)).toMatchObject({ status: "SUCCEEDED" });
    expect(await membersOf(regions)).toMatchObject({ [standby]: "writes" });
    const switched = cloud.log.calls().filter(({ operation }) => operation === "SwitchoverGlobalCluster");
    expect(switched).toHaveLength(2);
  }),
);

test("a skip with its reason stands in the report, and nothing that was skipped is done", { timeout }, () =>
  onThreeRegions({}, async (regions) => {
    const { cloud } = regions;
    await standingBy(regions, standby);
    cloud.faults.add({ kind: "deny", operation: "RotateSecret" });
    const { execution, answers } = await asked(regions);
    await answers("skip");
    expect(await executed(regions, standby, execution)).toMatchObject({ status: "SUCCEEDED" });
    const [run] = await runsIn(regions, standby);
    expect(run?.acts.find(({ state }) => state === "Report")?.text).toContain(
      "bob chose skip for RotateCredentials: for the test",
    );
  }),
);

test("an answer before anything was done is yes or no; any other is asked for again", { timeout }, () =>
  onThreeRegions({}, async (regions) => {
    const { clock } = regions;
    await standingBy(regions, home, standby);
    await executed(regions, standby, await start(regions, standby, "failover", planned));
    await clock.sleep(15 * minute);
    const execution = await start(regions, home, "failback", { requestedBy: "ada" });
    await says(regions, home, await reaches(regions, home, { execution, state: "Ask" }), "retry");
    await clock.sleep(minute);
    const again = await reaches(regions, home, { execution, state: "Ask" });
    expect(again.acts.at(-1)?.text).toMatch(/^bob said retry, which is no answer .* approve or abort/);
    await says(regions, home, again, "abort");
    expect(await executed(regions, home, execution)).toMatchObject({ error: "Failover.Aborted" });
    expect(await membersOf(regions)).toMatchObject({ [standby]: "writes" });
  }),
);
