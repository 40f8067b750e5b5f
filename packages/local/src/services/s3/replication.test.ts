import { deserialize, serialize } from "node:v8";
import { expect, test } from "vitest";
import { memoryFiles } from "../../world/files/memory-files.ts";
import type { Links } from "../../world/links.ts";
import type { Service } from "../service.ts";
import { surroundings } from "../testing.ts";
import { s3 } from "./service.ts";

/** Two buckets that copy to one another, and a link between their regions that may be late. */
async function twoBuckets() {
  const late = { ms: 0 };
  const links: Links = { join: () => true, lateMs: () => late.ms, watch: () => () => {} };
  const files = memoryFiles();
  let service: Service | undefined;
  const make = (start?: number) =>
    surroundings(
      (world) => {
        service = s3({ ...world, links, files });
        return [service];
      },
      { ...(start !== undefined && { start }) },
    );
  const cloud = make();
  const { call, pass, clock } = cloud;
  const regions = { us: "us-east-1", eu: "eu-west-1" } as const;
  type Name = keyof typeof regions;
  for (const Bucket of ["us", "eu"] as const) {
    await call("s3", "CreateBucket", { Bucket: `files-${Bucket}` }, regions[Bucket]);
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await call("s3", "PutBucketVersioning", { Bucket: `files-${Bucket}`, VersioningConfiguration });
  }
  for (const [from, to] of [
    ["us", "eu"],
    ["eu", "us"],
  ] as const)
    await call("s3", "PutBucketReplication", {
      Bucket: `files-${from}`,
      ReplicationConfiguration: {
        Role: "arn:aws:iam::123456789012:role/replicate",
        Rules: [
          {
            Status: "Enabled",
            Filter: {},
            DeleteMarkerReplication: { Status: "Enabled" },
            Destination: { Bucket: `arn:aws:s3:::files-${to}` },
          },
        ],
      },
    });
  const object = (name: Name, Key: string) => ({ Bucket: `files-${name}`, Key });
  const put = (name: Name, key: string, Body: string) =>
    call("s3", "PutObject", { ...object(name, key), Body });
  const status = async (name: Name, key: string, from = cloud) =>
    (await from.call("s3", "HeadObject", object(name, key))).ReplicationStatus;
  const read = async (name: Name, key: string) => {
    const { Body } = await call("s3", "GetObject", object(name, key));
    return Buffer.from(Body as unknown as Uint8Array).toString();
  };
  const remove = (name: Name, key: string) => call("s3", "DeleteObject", object(name, key));
  const restarted = async () => {
    const parts = deserialize(serialize(new Map(service?.memory?.save())));
    const next = make(clock.now());
    await service?.memory?.restore(parts);
    service?.memory?.resume?.();
    return next;
  };
  return { put, read, remove, status, pass, late, restarted, reported: cloud.reported };
}

test("an object is copied seconds later, as the same version, and its copy is not passed on", async () => {
  const { put, read, status, pass, remove, reported } = await twoBuckets();
  await put("us", "a", "one");
  expect(await status("us", "a")).toBe("PENDING");
  await expect(read("eu", "a")).rejects.toMatchObject({ name: "NoSuchKey" });
  await pass(6_000);
  expect(await read("eu", "a")).toBe("one");
  expect([await status("us", "a"), await status("eu", "a")]).toEqual(["COMPLETED", "REPLICA"]);
  await remove("eu", "a");
  await pass(6_000);
  await expect(read("us", "a")).rejects.toMatchObject({ name: "NoSuchKey" });
  expect(reported).toEqual([]);
});

test("what is written on both sides of a cut ends alike on both: the later one is on top", async () => {
  const { put, read, pass, late } = await twoBuckets();
  late.ms = Number.POSITIVE_INFINITY;
  await put("us", "a", "earlier");
  await pass(1_000);
  await put("eu", "a", "later");
  await pass(60_000);
  expect(await read("us", "a")).toBe("earlier");
  late.ms = 0;
  await pass(20_000);
  expect([await read("us", "a"), await read("eu", "a")]).toEqual(["later", "later"]);
});

test("the next process copies what was owed", async () => {
  const { put, status, restarted } = await twoBuckets();
  await put("us", "a", "one");
  const next = await restarted();
  await next.pass(10_000);
  expect(await status("eu", "a", next)).toBe("REPLICA");
});
