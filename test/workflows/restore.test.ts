import { backupRuns } from "@signalbox/core/cost/backup-runs";
import { arns } from "@signalbox/core/platform/arns";
import { describe, expect, test } from "vitest";
import { names, person } from "./laptop.fixture.ts";
import { changesByRestore, onRestorable, type Restorable } from "./restore.fixture.ts";
import { transitionsOf, usesOf } from "./uses.fixture.ts";

test("a restore brings the database back to the second before a table was dropped, and the services serve it", () =>
  onRestorable(
    {},
    async ({
      at,
      calls,
      clock,
      clusters,
      decide,
      ending,
      good,
      held,
      messages,
      old,
      owners,
      world,
      ...on
    }) => {
      const { reached, start } = on;
      const arn = await start("r1");
      const kept = await reached("r1", "keeping-old");
      expect(kept).toMatchObject({ at: good, old, percent: 100, proof: { findings: [] } });
      expect(kept.phases.map(({ phase }) => phase)).toEqual([
        "planning",
        "restoring",
        "comparing",
        "switching",
        "checking",
        "keeping-old",
      ]);
      expect((await held()).split(".")[0]).toBe(kept.beside);
      const restored = async () => await at(await held()).rows("chat_message");
      expect(messages.length).toBeGreaterThan(10);
      expect(await restored()).toEqual(expect.arrayContaining(messages));
      const before = (await restored()).length;
      await clock.sleep(300_000);
      expect((await restored()).length).toBeGreaterThan(before);
      expect(await decide("r1", "release")).toMatchObject({ answered: true });
      expect(await ending(arn)).toMatchObject({ status: "SUCCEEDED" });
      expect((await held()).split(".")[0]).toBe(kept.beside);
      expect(await clusters()).toHaveLength(2);
      expect(await owners()).toEqual([undefined, undefined]);
      expect(usesOf("restore", calls, await transitionsOf(world, arn))).toEqual(backupRuns.restore());
    },
  ));

test("a point of a database that was written to while it was made comes back as its manifest says", () =>
  onRestorable({}, async ({ ending, platform, reached, start, world }) => {
    const stateMachineArn = arns.stateMachine(platform, names.deployed("backup"));
    const input = JSON.stringify({ class: "database/daily", requestedBy: "ann" });
    const asked = { stateMachineArn, name: "b2", input };
    const { executionArn = "" } = await world.call("states", "StartExecution", asked, person);
    const { status, output = "" } = await ending(executionArn);
    expect(status).toBe("SUCCEEDED");
    await start("r1", { time: undefined, point: JSON.parse(output).point });
    expect(await reached("r1", "keeping-old")).toMatchObject({ proof: { findings: [] } });
  }));

test("Given a cluster that was deleted altogether, then its point comes back where the cluster was deployed, and serves", () =>
  onRestorable({}, async ({ at, ending, held, platform, reached, start, world }) => {
    const stateMachineArn = arns.stateMachine(platform, names.deployed("backup"));
    const input = JSON.stringify({ class: "database/daily", requestedBy: "ann" });
    const asked = { stateMachineArn, name: "b2", input };
    const { executionArn = "" } = await world.call("states", "StartExecution", asked, person);
    const { point } = JSON.parse((await ending(executionArn)).output ?? "");
    const describe = async (DBClusterIdentifier: string) =>
      (await world.call("rds", "DescribeDBClusters", { DBClusterIdentifier }, person)).DBClusters?.[0];
    const old = await describe(names.database);
    for (const { DBInstanceIdentifier } of old?.DBClusterMembers ?? [])
      await world.call("rds", "DeleteDBInstance", { DBInstanceIdentifier, SkipFinalSnapshot: true }, person);
    const gone = { DBClusterIdentifier: names.database, SkipFinalSnapshot: true };
    await world.call("rds", "DeleteDBCluster", gone, person);
    await world.clock.sleep(1_800_000);
    await expect(describe(names.database)).rejects.toThrow();
    await start("r1", { time: undefined, point });
    const kept = await reached("r1", "keeping-old");
    expect(kept).toMatchObject({ proof: { findings: [] } });
    const { DBSubnetGroup, DBClusterParameterGroup, VpcSecurityGroups, ServerlessV2ScalingConfiguration } =
      old ?? {};
    const where = {
      DBSubnetGroup,
      DBClusterParameterGroup,
      VpcSecurityGroups,
      ServerlessV2ScalingConfiguration,
    };
    expect(await describe(kept.beside ?? "")).toMatchObject(where);
    expect((await at(await held()).rows("chat")).length).toBeGreaterThan(0);
  }));

test("a dry run says what would be replaced and lost, and changes nothing", () =>
  onRestorable({}, async ({ calls, clusters, ending, held, old, record, start }) => {
    const end = await ending(await start("r1", { dryRun: true }));
    expect(end).toMatchObject({ status: "SUCCEEDED" });
    expect(end.output).toMatch(/is replaced by its state of .*, from the log; what was written in the 7 min/);
    expect(await record("r1")).toMatchObject({ phase: "ended", outcome: "planned", plan: [/replaced/] });
    expect(await clusters()).toHaveLength(1);
    expect(await held()).toBe(old);
    const tables = calls.filter(changesByRestore).map(({ service }) => service);
    expect(new Set(tables)).toEqual(new Set(["dynamodb"]));
  }));

test("a moment that the log does not reach is refused with those next to it, and nothing is done", () =>
  onRestorable({}, async ({ clusters, ending, good, record, start }) => {
    const time = new Date(good - 86_400_000).toISOString();
    const end = await ending(await start("r1", { time }));
    expect(end).toMatchObject({ status: "FAILED", error: "Backup.OutOfReach" });
    expect(end.cause).toMatch(/Nearest are? .* after\)/);
    expect(await record("r1")).toMatchObject({ outcome: "refused", problem: { error: "Backup.OutOfReach" } });
    expect(await clusters()).toHaveLength(1);
  }));

/** Nothing is switched and nothing is left: what serves is the old, and no lock or lease is held. */
async function expectUntouched({ clusters, held, old, owners }: Restorable): Promise<void> {
  expect(await held()).toBe(old);
  expect(await clusters()).toHaveLength(1);
  expect(await owners()).toEqual([undefined, undefined]);
}

test("Given a moment at which the table is gone already, then the comparison finds it, and what was restored is removed", () =>
  onRestorable({}, async (restorable) => {
    const { ending, good, record, start } = restorable;
    const time = new Date(good + 120_000).toISOString();
    const end = await ending(await start("r1", { time }));
    expect(end).toMatchObject({ error: "Backup.TableMissing" });
    expect(await record("r1")).toMatchObject({
      outcome: "failed",
      proof: { findings: [{ error: "Backup.TableMissing" }, { error: "Backup.ForeignKeyInvalid" }] },
    });
    await expectUntouched(restorable);
  }));

describe("Given a stage whose data must outlive a mistake, then a person is asked with the evidence", () => {
  test("and an abort, or nobody's word for a day, removes what was restored", () =>
    onRestorable({ permanent: true }, async (restorable) => {
      const { decide, ending, hurryPeople, reached, start } = restorable;
      const first = await start("r1");
      expect(await reached("r1", "waiting-for-person")).toMatchObject({ proof: { findings: [] } });
      expect(await decide("r1", "back")).toMatchObject({ errorType: "Backup.NotWaiting" });
      expect(await decide("r1", "abort")).toMatchObject({ answered: true });
      expect(await ending(first)).toMatchObject({ error: "Backup.Aborted" });
      await expectUntouched(restorable);
      await hurryPeople();
      expect(await ending(await start("r2"))).toMatchObject({ error: "Backup.NobodyDecided" });
      await expectUntouched(restorable);
    }));

  test("and what is approved serves until the person goes back; both databases are kept", () =>
    onRestorable(
      { permanent: true },
      async ({ at, clusters, decide, ending, held, old, owners, reached, start }) => {
        const arn = await start("r1");
        await reached("r1", "waiting-for-person");
        await decide("r1", "approve");
        await reached("r1", "keeping-old");
        expect(await held()).not.toBe(old);
        await decide("r1", "back");
        expect(await ending(arn)).toMatchObject({ status: "SUCCEEDED" });
        expect(await held()).toBe(old);
        expect(await clusters()).toHaveLength(2);
        expect(await owners()).toEqual([undefined, undefined]);
        await expect(at(old).rows("chat_message")).rejects.toMatchObject({ code: "42P01" });
      },
    ));
});

test("files come back from their point into a bucket of their own, which the services use from then on", () =>
  onRestorable({}, async ({ backUpFiles, platform, reached, start, world }) => {
    const Bucket = platform.backup?.targets.files.split(":").at(-1) ?? "";
    const put = (Key: string, text: string) =>
      world.call("s3", "PutObject", { Bucket, Key, Body: Buffer.from(text) }, person);
    await put("uploads/a", "one");
    await put("uploads/b", "two");
    const point = await backUpFiles({ "uploads/a": "one", "uploads/b": "two" });
    await world.call("s3", "DeleteObject", { Bucket, Key: "uploads/b" }, person);
    await start("r1", { what: "files", point, time: undefined });
    const { beside = "" } = await reached("r1", "keeping-old", "files");
    const listed = await world.call("s3", "ListObjectsV2", { Bucket: beside }, person);
    expect(listed.Contents?.map(({ Key }) => Key)).toEqual(["uploads/a", "uploads/b"]);
    const asked = { Name: names.connection("files-bucket") };
    expect((await world.call("ssm", "GetParameter", asked, person)).Parameter?.Value).toBe(beside);
    const { TagSet } = await world.call("s3", "GetBucketTagging", { Bucket }, person);
    const marks = [{ Key: "signalbox:replaced-by", Value: "r1" }, { Key: "signalbox:kept-until" }];
    for (const mark of marks) expect(TagSet).toContainEqual(expect.objectContaining(mark));
  }));
