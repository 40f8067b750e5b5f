import { readSet } from "@signalbox/functions/aws/release-set";
import { expect, test } from "vitest";
import {
  begins,
  decideIn,
  greenShare,
  inRegion,
  onRegions,
  promoteEverywhere,
  pushToBoth,
  type Regions,
  releaseWaves,
} from "./regions.fixture.ts";
import { acts, ending, reached, run } from "./release.fixture.ts";

const [first, second] = ["w1-us-east-1", "w1-eu-west-1"];

const reportOf = async ({ primary: { reader, platform } }: Regions) =>
  (await readSet({ aws: reader, platform }, "w1"))?.report;

test("one region is released first and serves alone for a time, then the other; what one release did stands in its region's ledger", () =>
  onRegions({}, async (regions) => {
    const { primary, secondary } = regions;
    await pushToBoth(regions);
    const execution = await releaseWaves(regions);
    promoteEverywhere(regions);
    const ended = await ending(primary, execution);
    expect(ended).toMatchObject({ status: "SUCCEEDED", output: { outcome: "promoted" } });
    const held = (await acts(primary, first)).find(({ state }) => state === "Hold");
    const [begun] = await acts(secondary, second);
    expect(Date.parse(begun!.at) - Date.parse(held!.at)).toBeGreaterThanOrEqual(300_000);
    expect([await greenShare(primary), await greenShare(secondary)]).toEqual([100, 100]);
    expect((await run(secondary, second))?.report?.outcome).toBe("promoted");
    expect((await reportOf(regions))?.members.map(({ name }) => name)).toEqual([
      "open-webui in us-east-1",
      "open-webui in eu-west-1",
    ]);
    // Its way back was kept until the last region had been held.
    const gone = (await acts(primary, first)).find(({ state }) => state === "ScaleIn");
    const last = (await acts(secondary, second)).find(({ state }) => state === "Hold");
    expect(Date.parse(gone!.at) - Date.parse(last!.at)).toBeGreaterThanOrEqual(30_000);
  }));

test("a second wave that fails turns the first region back: by an abort while it is held", () =>
  onRegions({}, async (regions) => {
    const { primary } = regions;
    await pushToBoth(regions);
    const execution = await releaseWaves(regions);
    promoteEverywhere(regions);
    await begins(regions.secondary, second);
    await reached(regions.secondary, second, "baking");
    await decideIn(regions.secondary, "abort", second);
    expect(await ending(primary, execution)).toMatchObject({
      error: "Release.RolledBack",
      cause: expect.stringContaining("eu-west-1 turned back: bob aborted"),
    });
    expect([await greenShare(primary), await greenShare(regions.secondary)]).toEqual([0, 0]);
    expect((await run(primary, first))?.report?.outcome).toBe("rolled-back");
    expect(await run(primary, `${first}-back`)).toBeUndefined();
  }));

test("a second wave that fails when the first region is no longer held turns that back by a release of its own", () =>
  onRegions({}, async (regions) => {
    const { primary, secondary } = regions;
    await pushToBoth(regions);
    const execution = await releaseWaves(regions, { canary: "eu-west-1" });
    promoteEverywhere(regions);
    await reached(secondary, second, "holding");
    await decideIn(secondary, "promote", second);
    await begins(primary, first);
    await reached(primary, first, "baking");
    await decideIn(primary, "abort", "w1");
    expect(await ending(primary, execution)).toMatchObject({ error: "Release.RolledBack" });
    expect([await greenShare(primary), await greenShare(secondary)]).toEqual([0, 0]);
    expect((await run(secondary, `${second}-back`))?.report?.outcome).toBe("promoted");
    expect((await reportOf(regions))?.members[0]).toMatchObject({
      region: "eu-west-1",
      back: expect.any(String),
    });
  }));

test("where one region would refuse none is released, and waves begin in the primary alone", () =>
  onRegions({}, async (regions) => {
    const { primary, secondary } = regions;
    await pushToBoth(regions);
    // As if replication had not brought it yet.
    const gone = { repositoryName: secondary.group.repository, imageIds: [{ imageTag: "v2" }] };
    await secondary.world.call("ecr", "BatchDeleteImage", gone, inRegion(secondary.platform));
    expect(await ending(primary, await releaseWaves(regions))).toMatchObject({
      error: "Release.ImageNotFound",
      cause: expect.stringContaining("open-webui in eu-west-1"),
    });
    expect(await run(primary, first)).toBeUndefined();
    const elsewhere = await releaseWaves(regions, { canary: "us-west-2" }, "w2");
    expect(await ending(primary, elsewhere)).toMatchObject({ error: "Release.NoOtherRegion" });
    const planned = await releaseWaves(regions, { dryRun: true }, "w3");
    expect(await ending(primary, planned)).toMatchObject({
      output: {
        refusals: [{ error: "Release.ImageNotFound" }],
        waves: [{}, { begins: expect.stringContaining("300 s") }],
      },
    });
  }));
