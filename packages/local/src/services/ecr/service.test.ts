import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { gate } from "../../gate/gate.ts";
import { imageManifest } from "../../images/manifest.ts";
import { virtualClock } from "../../world/clock.ts";
import { createWorld } from "../../world/create.ts";
import type { Plane } from "../../world/plane/plane.ts";
import type { AwsEvent } from "../../world/world.ts";
import type { Input, OperationName } from "../service.ts";
import { findingsAnnotation } from "./scan-findings.ts";
import { ecr } from "./service.ts";

const nothing = (): never => {
  throw new Error("ECR starts nothing");
};
const plane: Plane = {
  start: nothing,
  probe: nothing,
  ask: nothing,
  listen: nothing,
  listening: nothing,
  stop: nothing,
};
const good = imageManifest({ behaviour: "good", version: "1" });
const slow = imageManifest({ behaviour: "slow", version: "2" });

let clock: ReturnType<typeof virtualClock>;
let events: AwsEvent[];
let call: <Op extends OperationName<"ecr">>(
  operation: Op,
  input: Input<"ecr", Op>,
  region?: string,
) => ReturnType<typeof ask<Op>>;
const ask = <Op extends OperationName<"ecr">>(
  world: ReturnType<typeof createWorld>,
  operation: Op,
  input: Input<"ecr", Op>,
  region: string,
) => world.call("ecr", operation, input, { region, principal: { kind: "person" } });

beforeEach(async () => {
  clock = virtualClock();
  const world = createWorld({ clock, seed: 1, plane });
  world.connect(gate([ecr(world)], []));
  events = [];
  world.events.subscribe((event) => events.push(event));
  call = (operation, input, region = "us-west-2") => ask(world, operation, input, region);
  await call("CreateRepository", { repositoryName: "open-webui" });
  await call("CreateRepository", { repositoryName: "fixed", imageTagMutability: "IMMUTABLE" });
});

test("a scan on push takes a while, then says what the manifest says of findings; without one there is none", async () => {
  const given = { repositoryName: "scanned", imageScanningConfiguration: { scanOnPush: true } };
  const { repository } = await call("CreateRepository", given);
  expect(repository?.imageScanningConfiguration).toEqual({ scanOnPush: true });
  const bad = imageManifest({
    behaviour: "good",
    version: "1",
    annotations: { [findingsAnnotation]: JSON.stringify({ CRITICAL: 2 }) },
  });
  await put("scanned", bad, "v1");
  await put("open-webui", good, "v1");
  const imageId = { imageTag: "v1" };
  const scan = () => call("DescribeImageScanFindings", { repositoryName: "scanned", imageId });
  expect((await scan()).imageScanStatus).toEqual({ status: "IN_PROGRESS" });
  await clock.run(clock.sleep(60_000));
  expect(await scan()).toMatchObject({
    imageScanStatus: { status: "COMPLETE" },
    imageScanFindings: { findingSeverityCounts: { CRITICAL: 2 } },
  });
  await expect(
    call("DescribeImageScanFindings", { repositoryName: "open-webui", imageId }),
  ).rejects.toMatchObject({ name: "ScanNotFoundException" });
});

const put = (repositoryName: string, imageManifest: string, imageTag?: string) =>
  call("PutImage", { repositoryName, imageManifest, ...(imageTag && { imageTag }) });

describe("PutImage", () => {
  test("publishes the very event that ECR emits", async () => {
    const { image } = await put("open-webui", good, "v1");
    const sample = JSON.parse(
      readFileSync(
        new URL("../../../../../test/fixtures/events/ecr-image-action.push.json", import.meta.url),
        "utf8",
      ),
    );
    expect(events).toHaveLength(1);
    expect(events[0]).toEqual({
      ...sample,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      time: "2026-01-01T00:00:00Z",
      detail: {
        ...sample.detail,
        "repository-name": "open-webui",
        "image-digest": image?.imageId?.imageDigest,
        "image-tag": "v1",
      },
    });
  });

  test("stores the manifest under its own sha256", async () => {
    const { image } = await put("open-webui", good, "v1");
    expect(image?.imageId?.imageDigest).toMatch(/^sha256:[0-9a-f]{64}$/);
    const byDigest = await call("BatchGetImage", {
      repositoryName: "open-webui",
      imageIds: [{ imageDigest: image?.imageId?.imageDigest }],
    });
    expect(byDigest.images?.[0]?.imageManifest).toBe(good);
  });

  test("refuses the same manifest under the same tag, and takes it under another", async () => {
    await put("open-webui", good, "v1");
    await expect(put("open-webui", good, "v1")).rejects.toMatchObject({
      name: "ImageAlreadyExistsException",
    });
    await expect(put("open-webui", good)).rejects.toMatchObject({ name: "ImageAlreadyExistsException" });
    await put("open-webui", good, "latest");
    const { imageDetails } = await call("DescribeImages", { repositoryName: "open-webui" });
    expect(imageDetails?.map(({ imageTags }) => imageTags)).toEqual([["v1", "latest"]]);
  });

  test("moves a mutable tag and keeps an immutable one where it is", async () => {
    await put("open-webui", good, "latest");
    await put("open-webui", slow, "latest");
    const { images } = await call("BatchGetImage", {
      repositoryName: "open-webui",
      imageIds: [{ imageTag: "latest" }],
    });
    expect(images?.[0]?.imageManifest).toBe(slow);
    await put("fixed", good, "v1");
    await expect(put("fixed", slow, "v1")).rejects.toMatchObject({ name: "ImageTagAlreadyExistsException" });
    expect(events).toHaveLength(3);
  });

  test("refuses a digest that is not the manifest's, a manifest that is no JSON, and a repository that is not there", async () => {
    const imageDigest = `sha256:${"0".repeat(64)}`;
    await expect(
      call("PutImage", { repositoryName: "open-webui", imageManifest: good, imageDigest }),
    ).rejects.toMatchObject({ name: "ImageDigestDoesNotMatchException" });
    await expect(put("open-webui", "{")).rejects.toMatchObject({ name: "InvalidParameterException" });
    await expect(put("nothing", good)).rejects.toMatchObject({
      name: "RepositoryNotFoundException",
      message: "The repository with name 'nothing' does not exist in the registry with id '123456789012'",
    });
    expect(events).toEqual([]);
  });
});

describe("reading", () => {
  test("a repository belongs to its region and tells its address", async () => {
    const { repositories } = await call("DescribeRepositories", { repositoryNames: ["open-webui"] });
    expect(repositories?.[0]).toMatchObject({
      repositoryArn: "arn:aws:ecr:us-west-2:123456789012:repository/open-webui",
      repositoryUri: "123456789012.dkr.ecr.us-west-2.amazonaws.com/open-webui",
      imageTagMutability: "MUTABLE",
    });
    expect((await call("DescribeRepositories", {}, "eu-west-1")).repositories).toEqual([]);
  });

  test("BatchGetImage says of each image that it did not find why", async () => {
    const { image } = await put("open-webui", good, "v1");
    const imageIds = [
      { imageTag: "v2" },
      { imageDigest: "sha256:12" },
      { imageDigest: image?.imageId?.imageDigest, imageTag: "v2" },
      {},
    ];
    const { images, failures } = await call("BatchGetImage", { repositoryName: "open-webui", imageIds });
    expect(images).toEqual([]);
    expect(failures?.map(({ failureCode }) => failureCode)).toEqual([
      "ImageNotFound",
      "InvalidImageDigest",
      "ImageTagDoesNotMatchDigest",
      "MissingDigestAndTag",
    ]);
  });

  test("DescribeImages of a missing tag is an error", async () => {
    await expect(
      call("DescribeImages", { repositoryName: "open-webui", imageIds: [{ imageTag: "v9" }] }),
    ).rejects.toMatchObject({ name: "ImageNotFoundException" });
  });

  test("ListImages lists every tag once, page by page", async () => {
    for (const tag of ["v1", "v2", "v3"]) await put("open-webui", good, tag);
    await put("open-webui", slow);
    const first = await call("ListImages", { repositoryName: "open-webui", maxResults: 2 });
    const rest = await call("ListImages", { repositoryName: "open-webui", nextToken: first.nextToken });
    const ids = [...(first.imageIds ?? []), ...(rest.imageIds ?? [])];
    expect(ids.map(({ imageTag }) => imageTag)).toEqual(["v1", "v2", "v3", undefined]);
    expect(rest.nextToken).toBeUndefined();
    const filter = { tagStatus: "UNTAGGED" } as const;
    expect((await call("ListImages", { repositoryName: "open-webui", filter })).imageIds).toHaveLength(1);
  });
});

test("deleting the last tag deletes the image", async () => {
  for (const tag of ["v1", "v2"]) await put("open-webui", good, tag);
  await call("BatchDeleteImage", { repositoryName: "open-webui", imageIds: [{ imageTag: "v1" }] });
  expect((await call("ListImages", { repositoryName: "open-webui" })).imageIds).toHaveLength(1);
  await call("BatchDeleteImage", { repositoryName: "open-webui", imageIds: [{ imageTag: "v2" }] });
  expect((await call("ListImages", { repositoryName: "open-webui" })).imageIds).toEqual([]);
  expect(events.map(({ detail }) => detail)).toMatchObject([
    { "action-type": "PUSH" },
    { "action-type": "PUSH" },
    { "action-type": "DELETE", "image-tag": "v1" },
    { "action-type": "DELETE", "image-tag": "v2" },
  ]);
});

test("what is not implemented is refused by name", async () => {
  await expect(call("GetAuthorizationToken", {})).rejects.toThrow("ecr:GetAuthorizationToken");
  await expect(
    call("CreateRepository", {
      repositoryName: "x1",
      encryptionConfiguration: { encryptionType: "KMS" },
    }),
  ).rejects.toThrow("encryptionConfiguration of CreateRepository");
});

describe("PutReplicationConfiguration", () => {
  const rules = [
    {
      destinations: [{ region: "eu-west-1", registryId: "123456789012" }],
      repositoryFilters: [{ filter: "open-", filterType: "PREFIX_MATCH" as const }],
    },
  ];
  const tagsIn = async (region: string, repositoryName: string) =>
    (await call("DescribeImages", { repositoryName }, region)).imageDetails?.map(
      ({ imageTags }) => imageTags,
    );

  test("has later pushes of its prefix copied, with their tag, into repositories that it makes, and says so", async () => {
    await put("open-webui", good, "v1");
    await call("PutReplicationConfiguration", { replicationConfiguration: { rules } });
    await put("open-webui", slow, "v2");
    await put("fixed", good, "v1");
    events = [];
    await clock.run(clock.sleep(10_000));
    expect(await tagsIn("eu-west-1", "open-webui")).toEqual([["v2"]]);
    await expect(call("DescribeImages", { repositoryName: "fixed" }, "eu-west-1")).rejects.toThrow(
      /does not exist/,
    );
    expect(events).toMatchObject([
      { "detail-type": "ECR Replication Action", region: "eu-west-1", detail: { "image-tag": "v2" } },
    ]);
  });

  test("refuses other accounts' registries, which the local cloud has not", async () => {
    const replicationConfiguration = {
      rules: [{ destinations: [{ region: "eu-west-1", registryId: "210987654321" }] }],
    };
    await expect(call("PutReplicationConfiguration", { replicationConfiguration })).rejects.toThrow(
      /210987654321/,
    );
  });
});
