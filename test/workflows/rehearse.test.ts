import { arns } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import type { Guard } from "@signalbox/local/gate/gate";
import type { UpgradeName } from "@signalbox/local/images/upgrade";
import { AwsError } from "@signalbox/local/services/error";
import { describe, expect, test } from "vitest";
import { byRehearsal, onServing, type Serving } from "./rehearse.fixture.ts";

/** Nothing is left but the judgement, and nothing of production was touched. */
async function undisturbed(on: Serving, before: string): Promise<void> {
  expect(await on.left()).toEqual([]);
  expect(await on.production()).toBe(before);
}

const calledBy = (on: Serving): string[] => on.calls.filter(byRehearsal).map(({ operation }) => operation);

describe("Given an image whose migration", () => {
  test.each<[UpgradeName, string, RegExp]>([
    ["none", "none", /^$/],
    ["additive", "additive", /^chat\.summary_\w+ is new/],
    ["breaking", "breaking", /archived/],
  ])("is %s, then its rehearsal calls it so, says why, and leaves nothing", (upgrade, of, why) =>
    onServing({ upgrade }, async (on) => {
      const before = await on.production();
      const rehearsed = await on.rehearsed("r1");
      expect(rehearsed.judgement).toMatchObject({ class: of, refused: [] });
      expect(rehearsed.judgement.findings[0] ?? "").toMatch(why);
      expect(JSON.stringify(rehearsed).length).toBeLessThan(2_048);
      expect(rehearsed.measured).toMatchObject({
        cloneSeconds: expect.closeTo(450, -2),
        bytes: expect.any(Number),
        costUsd: expect.closeTo(0.06, 1),
      });
      const document = await on.document("r1");
      expect(document?.judgement.class).toBe(of);
      expect(document?.evidence.after?.revisions).toEqual([document?.evidence.revisions.at(-1)]);
      expect(await on.report("r1")).toMatchObject({
        requestedBy: "ada",
        rehearsed: { judgement: { class: of } },
      });
      await undisturbed(on, before);
    }),
  );

  test.each<[UpgradeName, string, RegExp]>([
    ["fails-on-data", "fails on the customer's data", /failed with 23505 .*duplicate key/],
    ["swallowed", "ends as if all were well", /is at 000000000000 instead of .*: a failure was swallowed/],
  ])("%s %s, then the release is refused, with production untouched", (upgrade, _, why) =>
    onServing({ upgrade }, async (on) => {
      const before = await on.production();
      const { judgement, evidence } = await on.rehearsed("r1");
      expect(judgement.refused[0]).toMatch(why);
      expect((await on.document("r1"))?.judgement.refused).not.toEqual([]);
      expect(evidence).toBe("rehearsals/open-webui/r1.json");
      await undisturbed(on, before);
    }),
  );
});

test("Given a task that is killed while it migrates, then the rehearsal refuses and leaves nothing", () =>
  onServing({ upgrade: "slow" }, async (on) => {
    const before = await on.production();
    const run = await on.start("r1");
    const { world, clock, platform } = on;
    const cluster = platform.groups[0]?.cluster ?? "";
    const person = { region: platform.region, principal: { kind: "person" } } as const;
    const migrating = async () => (await on.left()).find((one) => one?.includes(":task/"));
    while (!(await migrating())) await clock.sleep(5_000);
    await clock.sleep(30_000);
    const task = await migrating();
    await world.call("ecs", "StopTask", { cluster, task, reason: "its host goes" }, person);
    const { output = "" } = await on.ending(run);
    expect(JSON.parse(output)).toMatchObject({
      judgement: { refused: [expect.stringMatching(/ended from outside after .*its host goes/)] },
    });
    await undisturbed(on, before);
  }));

test("Given a migration that does not end in six hours, then it is stopped, and the rehearsal refuses", () => {
  let known: object | undefined;
  const endless: Guard = async (call, next) => {
    const answer = await next(call);
    if (call.operation !== "DescribeTasks" || !byRehearsal(call)) return answer;
    known ??= "tasks" in answer && Array.isArray(answer.tasks) ? answer.tasks[0] : undefined;
    return { ...answer, tasks: [{ ...known, lastStatus: "RUNNING" }] };
  };
  return onServing({ upgrade: "additive", guards: [endless] }, async (on) => {
    const { judgement, measured } = await on.rehearsed("r1");
    expect(judgement.refused).toEqual(
      [
        "The migration was ended from outside after 21600.0 s. Its last words: The rehearsal ended it: it may take six hours.",
      ].map((sentence) => expect.stringMatching(sentence.replace("21600.0", "216\\d\\d\\.0"))),
    );
    expect(measured.seconds).toBeGreaterThan(6 * 3_600);
    expect(await on.left()).toEqual([]);
  });
});

test("Given a clone that RDS does not make, then the rehearsal says so and leaves nothing", () => {
  const refusing: Guard = async (call, next) => {
    if (call.operation === "RestoreDBClusterToPointInTime")
      throw new AwsError("DBClusterQuotaExceededFault", "there are 40 clusters");
    return await next(call);
  };
  return onServing({ upgrade: "additive", guards: [refusing] }, async (on) => {
    const before = await on.production();
    expect(await on.ending(await on.start("r1"))).toMatchObject({
      status: "FAILED",
      error: "DBClusterQuotaExceededFault",
    });
    await undisturbed(on, before);
    expect(await on.report("r1")).toMatchObject({ problem: { error: "DBClusterQuotaExceededFault" } });
  });
});

test("Given a service that names its database by a URL, then nothing of it is migrated", () =>
  onServing({ upgrade: "additive", environment: { DATABASE_URL: "postgresql://production" } }, async (on) => {
    const before = await on.production();
    const end = await on.ending(await on.start("r1"));
    expect(end).toMatchObject({ status: "FAILED", error: "Upgrade.NotRedirected" });
    expect(calledBy(on)).not.toContain("RunTask");
    await undisturbed(on, before);
  }));

test("Given a rehearsal under way, then another one of the group does nothing", () =>
  onServing({ upgrade: "additive" }, async (on) => {
    const first = await on.start("r1");
    await on.clock.sleep(60_000);
    expect(await on.ending(await on.start("r2"))).toMatchObject({
      error: "Upgrade.AlreadyRehearsing",
    });
    expect(await on.ending(first)).toMatchObject({ status: "SUCCEEDED" });
    expect(await on.left()).toEqual([]);
  }));

test("Given a rehearsal that somebody stopped, then the next one first removes what it has left", () =>
  onServing({ upgrade: "slow" }, async (on) => {
    const { world, platform, clock } = on;
    const executionArn = await on.start("r1");
    const person = { region: platform.region, principal: { kind: "person" } } as const;
    while (!(await on.left()).some((one) => one?.includes(":task/"))) await clock.sleep(5_000);
    await world.call("states", "StopExecution", { executionArn }, person);
    const left = await on.left();
    expect(left.length).toBeGreaterThan(3);
    const { judgement } = await on.rehearsed("r2");
    expect(judgement.class).toBe("additive");
    expect(await on.left()).toEqual([]);
  }));

test("Given a rehearsal that somebody stopped, then what it has left is removed when Step Functions says so, and once", () =>
  onServing({ upgrade: "slow" }, async (on) => {
    const { world, platform, clock } = on;
    const person = { region: platform.region, principal: { kind: "person" } } as const;
    const executionArn = await on.start("r1");
    while (!(await on.left()).some((one) => one?.includes(":task/"))) await clock.sleep(5_000);
    await world.call("states", "StopExecution", { executionArn }, person);
    const { input } = await world.call("states", "DescribeExecution", { executionArn }, person);
    // As the rule's transformer gives it; and a removal that was stopped itself.
    const cleared = await on.start("e1", { stopped: JSON.stringify({ stopped: input }) });
    expect(await on.ending(cleared)).toMatchObject({ status: "SUCCEEDED" });
    expect(await on.left()).toEqual([]);
    expect((await on.lease())?.owner).toBeUndefined();
    on.calls.length = 0;
    expect(await on.ending(await on.start("e2", { stopped: input }))).toMatchObject({ status: "SUCCEEDED" });
    expect(calledBy(on)).not.toContain("DescribeDBClusters");
    expect(await on.document("e1")).toBeUndefined();
  }));

test("Given a database that a restore has switched to another cluster, then that one is cloned, and its statements are asked", () =>
  onServing({ upgrade: "additive" }, async (on) => {
    const serving = await on.switched();
    const before = await on.left();
    await on.rehearsed("r1");
    const cloned = on.calls.find(({ operation }) => operation === "RestoreDBClusterToPointInTime");
    expect(cloned?.input).toMatchObject({ SourceDBClusterIdentifier: serving });
    expect(await on.left()).toEqual(before);
  }));

test("Given a release that a person aborted right before its rehearsal began, then nothing is cloned", () =>
  onServing({ upgrade: "additive" }, async (on) => {
    await on.aborted("r1");
    const end = await on.ending(await on.start("r1"));
    expect(end).toMatchObject({
      status: "FAILED",
      error: "Release.Aborted",
      cause: "bob aborted: not today",
    });
    expect(calledBy(on)).not.toContain("RestoreDBClusterToPointInTime");
    expect((await on.lease())?.owner).toBeUndefined();
  }));

test("Given a survey that would say statements to what serves, then it says none", () =>
  onServing({}, async (on) => {
    const { world, platform } = on;
    const person = { region: platform.region, principal: { kind: "person" } } as const;
    const survey = (name: string, probing: boolean) =>
      world.call(
        "states",
        "StartExecution",
        {
          stateMachineArn: arns.stateMachine(platform, namesOf(platform).deployed("survey-database")),
          name,
          input: JSON.stringify({
            run: "r1",
            survey: "before",
            cluster: namesOf(platform).database,
            probing,
          }),
        },
        person,
      );
    const { executionArn: probing = "" } = await survey("s1", true);
    expect(await on.ending(probing)).toMatchObject({ error: "Backup.NotBeside" });
    const { executionArn: looking = "" } = await survey("s2", false);
    expect(await on.ending(looking)).toMatchObject({ status: "SUCCEEDED" });
  }));

test("Given a group whose releases change no schema, or an image that is not there, then nothing is done", () =>
  onServing({}, async (on) => {
    const unknown = await on.ending(await on.start("r1", { group: "ollama" }));
    expect(unknown).toMatchObject({ error: "Upgrade.UnknownGroup" });
    const image = { repository: "signalbox-development/open-webui", tag: "v9" };
    const missing = await on.ending(await on.start("r2", { image }));
    expect(missing).toMatchObject({ error: "Release.ImageNotFound" });
    expect(calledBy(on)).not.toContain("RestoreDBClusterToPointInTime");
    expect(await on.report("r2")).toMatchObject({ problem: { error: "Release.ImageNotFound" } });
  }));
