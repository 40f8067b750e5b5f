import * as sdk from "@aws-sdk/client-s3";
import { S3Client } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createCloud } from "../../cloud.ts";
import { openEndpoint } from "../../endpoint.ts";
import { imageFor } from "../../images/catalogue.ts";
import { shortCircuit } from "../../wire/short-circuit.ts";
import { realClock } from "../../world/clock.ts";
import { modelPlane } from "../../world/plane/model/plane.ts";
import { random } from "../../world/random.ts";

const ways = ["http", "short circuit"] as const;

describe.each(ways)("S3's own client by %s", (way) => {
  let client: S3Client;
  let stop: () => Promise<void>;

  beforeEach(async () => {
    const clock = realClock();
    const cloud = createCloud({ clock, seed: 1, plane: modelPlane({ clock, random: random(1), imageFor }) });
    const server = way === "http" ? await openEndpoint(cloud, 0) : undefined;
    client = new S3Client({
      region: "us-east-1",
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
      ...(server && { endpoint: server.url }),
    });
    const principal = { kind: "person" } as const;
    const requestIds = () => "request";
    if (!server)
      shortCircuit(client, "s3", cloud.handle, { region: "us-east-1", principal, requestIds, clock });
    stop = async () => {
      client.destroy();
      await server?.close();
      await cloud.stop();
    };
    await client.send(new sdk.CreateBucketCommand({ Bucket: "uploads" }));
  });
  afterEach(() => stop());

  const put = (Key: string, Body: string, more: object = {}) =>
    client.send(new sdk.PutObjectCommand({ Bucket: "uploads", Key, Body, ...more }));
  const get = async (Key: string, VersionId?: string): Promise<string | undefined> => {
    const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket: "uploads", Key, VersionId }));
    return await Body?.transformToString();
  };

  test("an object comes back as it went, with what was said of it", async () => {
    await put("a/ü ber.txt", "content", { ContentType: "text/plain", Metadata: { owner: "me" } });
    expect(await get("a/ü ber.txt")).toBe("content");
    const head = await client.send(new sdk.HeadObjectCommand({ Bucket: "uploads", Key: "a/ü ber.txt" }));
    expect(head).toMatchObject({
      ContentLength: 7,
      ContentType: "text/plain",
      ETag: '"9a0364b9e99bb480dd25e1f0284c8555"',
      Metadata: { owner: "me" },
    });
    await expect(get("b")).rejects.toMatchObject({ name: "NoSuchKey" });
    await expect(
      client.send(new sdk.HeadObjectCommand({ Bucket: "uploads", Key: "b" })),
    ).rejects.toMatchObject({ name: "NotFound" });
    await expect(client.send(new sdk.ListObjectsV2Command({ Bucket: "nothing" }))).rejects.toMatchObject({
      name: "NoSuchBucket",
    });
  });

  test("keys are listed page by page, and rolled up at a delimiter", async () => {
    for (const key of ["a/1", "a/2", "b", "c/d/1"]) await put(key, key);
    const first = await client.send(new sdk.ListObjectsV2Command({ Bucket: "uploads", MaxKeys: 3 }));
    const rest = await client.send(
      new sdk.ListObjectsV2Command({ Bucket: "uploads", ContinuationToken: first.NextContinuationToken }),
    );
    const keys = [...(first.Contents ?? []), ...(rest.Contents ?? [])].map(({ Key }) => Key);
    expect(keys).toEqual(["a/1", "a/2", "b", "c/d/1"]);
    const rolled = await client.send(new sdk.ListObjectsV2Command({ Bucket: "uploads", Delimiter: "/" }));
    expect(rolled.CommonPrefixes).toEqual([{ Prefix: "a/" }, { Prefix: "c/" }]);
    expect(rolled.Contents?.map(({ Key }) => Key)).toEqual(["b"]);
  });

  test("versions stay when an object is replaced or deleted, until they are deleted themselves", async () => {
    await client.send(
      new sdk.PutBucketVersioningCommand({
        Bucket: "uploads",
        VersioningConfiguration: { Status: "Enabled" },
      }),
    );
    const { VersionId } = await put("a", "one");
    await put("a", "two");
    const { VersionId: marker } = await client.send(
      new sdk.DeleteObjectCommand({ Bucket: "uploads", Key: "a" }),
    );
    await expect(get("a")).rejects.toMatchObject({ name: "NoSuchKey" });
    expect(await get("a", VersionId)).toBe("one");
    await client.send(new sdk.DeleteObjectCommand({ Bucket: "uploads", Key: "a", VersionId: marker }));
    expect(await get("a")).toBe("two");
    const all = await client.send(new sdk.ListObjectVersionsCommand({ Bucket: "uploads" }));
    expect(all.Versions?.map(({ IsLatest }) => IsLatest)).toEqual([true, false]);
    await expect(client.send(new sdk.DeleteBucketCommand({ Bucket: "uploads" }))).rejects.toMatchObject({
      name: "BucketNotEmpty",
    });
    await client.send(
      new sdk.DeleteObjectsCommand({
        Bucket: "uploads",
        Delete: { Objects: all.Versions?.map(({ Key, VersionId: id }) => ({ Key, VersionId: id })) ?? [] },
      }),
    );
    await client.send(new sdk.DeleteBucketCommand({ Bucket: "uploads" }));
  });

  test("an object that may only be new is refused where there is one", async () => {
    await put("a", "one", { IfNoneMatch: "*" });
    await expect(put("a", "two", { IfNoneMatch: "*" })).rejects.toMatchObject({ name: "PreconditionFailed" });
    expect(await get("a")).toBe("one");
  });

  test("a bucket has the tags that were put last, and none before", async () => {
    const tags = () => client.send(new sdk.GetBucketTaggingCommand({ Bucket: "uploads" }));
    await expect(tags()).rejects.toMatchObject({ name: "NoSuchTagSet" });
    const TagSet = [{ Key: "for", Value: "r1" }];
    await client.send(new sdk.PutBucketTaggingCommand({ Bucket: "uploads", Tagging: { TagSet } }));
    expect((await tags()).TagSet).toEqual(TagSet);
  });

  test("of many who may only put what is not there, one does; what is not understood is refused by name", async () => {
    const puts = ["one", "two", "three"].map((body) => put("lock", body, { IfNoneMatch: "*" }));
    const settled = await Promise.allSettled(puts);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(
      client.send(new sdk.GetObjectCommand({ Bucket: "uploads", Key: "lock", Range: "bytes=0-1" })),
    ).rejects.toThrow("Range of GetObject");
  });
});
