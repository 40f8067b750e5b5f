import { describe, expect, test } from "vitest";
import type { AwsEvent, Datum } from "../world/world.ts";
import { person, quietCloud, region } from "./faulty.fixture.ts";

const event = (id: string): AwsEvent => ({
  version: "0",
  id,
  "detail-type": "Test",
  source: "aws.test",
  account: "123456789012",
  time: "2026-01-01T00:00:00Z",
  region,
  resources: [],
  detail: {},
});

describe("a fault that is written wrongly", () => {
  test.each([
    [{}, "names its kind"],
    [{ kind: "trottle" }, "did you mean throttle?"],
    [{ kind: "delay", secnds: 5 }, "delay has no field secnds: did you mean seconds?"],
    [{ kind: "delay" }, "seconds"],
    [{ kind: "region-dark", region: "us-east-9" }, "did you mean us-east-1?"],
    [{ kind: "zone-dark", zone: "eu-west-2a" }, "eu-west-2"],
    [{ kind: "deny", service: "elasticloadbalancing", operation: "ModifyRul" }, "did you mean ModifyRule?"],
    [{ kind: "deny", service: "dynamo" }, "did you mean dynamodb?"],
  ])("%j is refused with what was probably meant", (written, reason) => {
    const { faults } = quietCloud().cloud;
    expect(() => faults.add(written)).toThrow(reason);
    expect(faults.active()).toEqual([]);
  });

  test("and one that is not there cannot be removed", () => {
    const { faults } = quietCloud().cloud;
    faults.add({ kind: "deny" });
    expect(() => faults.remove("f2")).toThrow("did you mean f1?");
    faults.remove("f1");
    expect(faults.active()).toEqual([]);
  });
});

describe("events", () => {
  const heard = async (fault: object, ids: readonly string[]) => {
    const { cloud, clock } = quietCloud();
    const seen: string[] = [];
    const start = clock.now();
    cloud.world.events.subscribe(({ id }) => seen.push(`${id}@${(clock.now() - start) / 1000}`));
    cloud.faults.add(fault);
    for (const id of ids) cloud.world.events.publish(event(id));
    await clock.run(clock.sleep(120_000));
    return seen;
  };
  test("are lost, late, twice or out of order, as was asked", async () => {
    expect(await heard({ kind: "lost-events", count: 1 }, ["a", "b"])).toEqual(["b@0"]);
    expect(await heard({ kind: "late-events", seconds: 30, count: 1 }, ["a", "b"])).toEqual(["b@0", "a@30"]);
    expect(await heard({ kind: "repeated-events" }, ["a", "b"])).toEqual(["a@0", "a@0", "b@0", "b@0"]);
    expect(await heard({ kind: "reordered-events", count: 1 }, ["a", "b", "c"])).toEqual([
      "b@0",
      "a@0",
      "c@0",
    ]);
    expect(await heard({ kind: "reordered-events" }, ["a"])).toEqual(["a@60"]);
  });
  test("of other sources are left alone", async () => {
    expect(await heard({ kind: "lost-events", source: "aws.ecr" }, ["a"])).toEqual(["a@0"]);
  });
});

test("metrics come late under their own time, or not at all", async () => {
  const { cloud, clock } = quietCloud();
  const seen: Datum[] = [];
  cloud.world.metrics.subscribe((datum) => seen.push(datum));
  const datum = { region, namespace: "AWS/Test", metric: "M", dimensions: {}, value: 1 };
  cloud.faults.add({ kind: "late-metrics", metric: "M", seconds: 90 });
  cloud.faults.add({ kind: "missing-metrics", metric: "N" });
  const at = clock.now();
  cloud.world.metrics.publish(datum);
  cloud.world.metrics.publish({ ...datum, metric: "N" });
  expect(seen).toEqual([]);
  await clock.run(clock.sleep(120_000));
  expect(seen).toEqual([{ ...datum, at }]);
});

test("a dark region answers nobody, while others do; its services reach one another", async () => {
  const { cloud, clock } = quietCloud();
  cloud.faults.add({ kind: "region-dark", region, plane: "control" });
  const list = (where: string, principal: Parameters<typeof cloud.world.call>[3]["principal"]) =>
    clock.run(cloud.world.call("ecs", "ListClusters", {}, { region: where, principal }));
  await expect(list(region, person.principal)).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(await list("eu-west-1", person.principal)).toEqual({ clusterArns: [] });
  expect(await list(region, { kind: "service", name: "events.amazonaws.com" })).toEqual({ clusterArns: [] });
  const role = { kind: "role" as const, arn: "arn:aws:iam::123456789012:role/shift", session: "s" };
  await expect(list(region, role)).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(await list(region, { ...role, actor: "ecs.amazonaws.com" })).toEqual({ clusterArns: [] });
});

test("a job of AWS Backup ends as its faults say, is slow and keeps what it should not, once", async () => {
  const { cloud, clock } = quietCloud();
  const ask = cloud.world.call;
  const pass = (seconds: number): Promise<void> => clock.sleep(seconds * 1000);
  const jobs = await clock.run(
    (async () => {
      await ask("backup", "CreateBackupVault", { BackupVaultName: "main" }, person);
      const { FileSystemId = "", FileSystemArn } = await ask(
        "elasticfilesystem",
        "CreateFileSystem",
        { CreationToken: "files" },
        person,
      );
      await cloud.world.files.write(FileSystemId, "one", Buffer.from("content"));
      await pass(10);
      const backUp = async () => {
        const wanted = {
          BackupVaultName: "main",
          ResourceArn: FileSystemArn,
          IamRoleArn: "arn:aws:iam::123456789012:role/b",
        };
        const { BackupJobId } = await ask("backup", "StartBackupJob", wanted, person);
        await pass(60);
        const job = await ask("backup", "DescribeBackupJob", { BackupJobId }, person);
        return [job.State, job.StatusMessage, job.BackupSizeInBytes];
      };
      cloud.faults.add({ kind: "backup-job-ends", outcome: "fail", message: "no", count: 1 });
      cloud.faults.add({ kind: "slow-backup-job", job: "copy", seconds: 100 });
      const failed = await backUp();
      cloud.faults.add({ kind: "damaged-backup", damage: "empty", resourceType: "EFS", count: 1 });
      cloud.faults.add({ kind: "slow-backup-job", job: "backup", seconds: 100, count: 1 });
      return [failed, await backUp(), await backUp()];
    })(),
  );
  expect(jobs).toEqual([
    ["FAILED", "no", 7],
    ["RUNNING", undefined, 0],
    ["COMPLETED", undefined, 7],
  ]);
  expect(() => cloud.faults.add({ kind: "damaged-backup", damage: "empty", job: "backups" })).toThrow("job");
});
