import { deserialize, serialize } from "node:v8";
import { expect, test } from "vitest";
import type { Links } from "../../world/links.ts";
import type { Service } from "../service.ts";
import { surroundings } from "../testing.ts";
import { secretsmanager } from "./service.ts";

const here = "us-east-1";
const there = "eu-west-1";

/** A secret with a replica, and a link between them that may be late. */
async function replicated() {
  const late = { ms: 0 };
  const links: Links = { join: () => true, lateMs: () => late.ms, watch: () => () => {} };
  let service: Service | undefined;
  const make = (start?: number) =>
    surroundings(
      (world) => {
        service = secretsmanager({ ...world, links });
        return [service];
      },
      { ...(start !== undefined && { start }) },
    );
  const cloud = make();
  const { call, pass } = cloud;
  const { ARN = "" } = await call("secretsmanager", "CreateSecret", {
    Name: "database",
    SecretString: "one",
    AddReplicaRegions: [{ Region: there, KmsKeyId: "alias/there" }],
  });
  const read = async (region: string, from = cloud) =>
    (await from.call("secretsmanager", "GetSecretValue", { SecretId: "database" }, region)).SecretString;
  const put = (value: string, region: string = here) =>
    call("secretsmanager", "PutSecretValue", { SecretId: "database", SecretString: value }, region);
  const describe = (region: string) =>
    call("secretsmanager", "DescribeSecret", { SecretId: "database" }, region);
  const restarted = async () => {
    const parts = deserialize(serialize(new Map(service?.memory?.save())));
    const next = make(cloud.clock.now());
    await service?.memory?.restore(parts);
    service?.memory?.resume?.();
    return next;
  };
  return { call, pass, late, arn: ARN, read, put, describe, restarted };
}

test("a replica has the same name and end of its ARN, and follows its primary a moment later", async () => {
  const { arn, read, put, pass, describe } = await replicated();
  const begun = await describe(here);
  expect(begun).toMatchObject({ ReplicationStatus: [{ Region: there, Status: "InProgress" }] });
  await expect(read(there)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  await pass(2_000);
  expect(await read(there)).toBe("one");
  await put("two");
  expect(await read(there)).toBe("one");
  await pass(2_000);
  expect(await read(there)).toBe("two");
  expect(await describe(there)).toMatchObject({
    ARN: arn.replace(here, there),
    PrimaryRegion: here,
    KmsKeyId: "alias/there",
  });
  expect((await describe(here)).ReplicationStatus).toMatchObject([{ Status: "InSync" }]);
});

test("a replica is read-only until it is promoted in its own region, and follows no more then", async () => {
  const { call, read, put, pass } = await replicated();
  await pass(2_000);
  await expect(put("own", there)).rejects.toMatchObject({ name: "InvalidRequestException" });
  const stop = () => call("secretsmanager", "StopReplicationToReplica", { SecretId: "database" }, there);
  await stop();
  await put("own", there);
  await put("two");
  await pass(2_000);
  expect(await read(there)).toBe("own");
  await expect(stop()).rejects.toMatchObject({ name: "InvalidRequestException" });
});

test("a cut link keeps the old value, and a restart forgets nothing that is under way", async () => {
  const { read, put, pass, late, restarted } = await replicated();
  await pass(2_000);
  late.ms = Number.POSITIVE_INFINITY;
  await put("two");
  await pass(60_000);
  expect(await read(there)).toBe("one");
  const next = await restarted();
  late.ms = 0;
  await next.pass(10_000);
  expect(await read(there, next)).toBe("two");
});

test("a name that is taken fails the replica, unless it is to be overwritten; a primary with replicas stays", async () => {
  const { call, pass, describe, read } = await replicated();
  await pass(2_000);
  await expect(call("secretsmanager", "DeleteSecret", { SecretId: "database" })).rejects.toMatchObject({
    name: "InvalidRequestException",
  });
  await call("secretsmanager", "CreateSecret", { Name: "database", SecretString: "other" }, "us-west-2");
  const AddReplicaRegions = [{ Region: "us-west-2" }];
  const replicate = (ForceOverwriteReplicaSecret: boolean) =>
    call("secretsmanager", "ReplicateSecretToRegions", {
      SecretId: "database",
      AddReplicaRegions,
      ForceOverwriteReplicaSecret,
    });
  await replicate(false);
  await pass(2_000);
  expect((await describe(here)).ReplicationStatus?.[1]).toMatchObject({ Status: "Failed" });
  await replicate(true);
  await pass(2_000);
  expect(await read("us-west-2")).toBe("one");
  await call("secretsmanager", "RemoveRegionsFromReplication", {
    SecretId: "database",
    RemoveReplicaRegions: ["us-west-2", there],
  });
  await expect(read("us-west-2")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  await call("secretsmanager", "DeleteSecret", { SecretId: "database" });
});

test("one that was promoted while nobody could reach it is a replica again once it is to be overwritten", async () => {
  const { call, read, put, pass, describe, late } = await replicated();
  await pass(2_000);
  late.ms = Number.POSITIVE_INFINITY;
  await call("secretsmanager", "StopReplicationToReplica", { SecretId: "database" }, there);
  await put("own", there);
  late.ms = 0;
  await call("secretsmanager", "ReplicateSecretToRegions", {
    SecretId: "database",
    AddReplicaRegions: [{ Region: there }],
    ForceOverwriteReplicaSecret: true,
  });
  await pass(2_000);
  expect(await read(there)).toBe("one");
  expect(await describe(there)).toMatchObject({ PrimaryRegion: here });
});
