import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Freeze } from "@signalbox/core/release/turns/freeze";
import { setFreeze } from "@signalbox/functions/aws/freeze";
import { queryItems } from "@signalbox/functions/aws/ledger";
import { readRun } from "@signalbox/functions/aws/run";
import { imageManifest } from "@signalbox/local/images/manifest";
import { expect, test } from "vitest";
import {
  executed,
  home,
  keepReady,
  ledgerIn,
  minute,
  names,
  onThreeRegions,
  personIn,
  planned,
  reaches,
  runsIn,
  standby,
  standingBy,
  start,
  type ThreeRegions,
} from "./failover.fixture.ts";

const timeout = 120_000;
const repository = `${names.prefix}/open-webui`;
const image = { repository, tag: "v0.11.0" };

const freezesOf = (regions: ThreeRegions, region: string) => ({
  ...ledgerIn(regions, region),
  pk: ledgerKeys.allGroups,
});
const freezes = (regions: ThreeRegions, region: string) =>
  queryItems(freezesOf(regions, region), ledgerKeys.freezes, Freeze);

const released = async (regions: ThreeRegions, region: string) =>
  await executed(regions, region, await start(regions, region, "release", { image, requestedBy: "bob" }));

test(
  "a release that is asked for during a failover is refused with a sentence that names it, and only its own freeze is lifted",
  {
    timeout,
  },
  () =>
    onThreeRegions({}, async (regions) => {
      const { clock } = regions;
      await standingBy(regions, standby);
      const at = new Date(clock.now()).toISOString();
      const until = new Date(clock.now() + 600 * minute).toISOString();
      const person = { by: "carla", reason: "holidays", at, until };
      await setFreeze(freezesOf(regions, standby), person);
      const execution = await start(regions, standby, "failover", planned);
      const { run } = await reaches(regions, standby, { execution, state: "AwaitDatabase" });
      for (const region of [home, standby]) {
        expect((await freezes(regions, region)).map(({ by }) => by)).toContain(`failover ${run}`);
        expect(await released(regions, region)).toMatchObject({
          status: "FAILED",
          error: "Release.Frozen",
        });
      }
      expect((await released(regions, home)).cause).toContain(
        `the freeze by failover ${run} (${standby} takes over from ${home})`,
      );
      expect(await executed(regions, standby, execution)).toMatchObject({ status: "SUCCEEDED" });
      expect(await freezes(regions, home)).toMatchObject([{ thawed: { by: `failover ${run}` } }]);
      const [kept, lifted] = (await freezes(regions, standby)).toSorted((a, b) => a.by.localeCompare(b.by));
      expect(kept).toEqual(person);
      expect(lifted).toMatchObject({ thawed: { reason: "the move is over" } });
      expect(
        (await runsIn(regions, standby)).at(-1)?.acts.find(({ state }) => state === "FreezeReleases"),
      ).toMatchObject({ text: `${standby} begins no release; ${home} begins no release` });
    }),
);

test(
  "a release that is not promoted when its region is entered turns back, and the region serves as before it",
  {
    timeout,
  },
  () =>
    onThreeRegions({}, async (regions) => {
      const { clock, world } = regions;
      keepReady(regions, standby);
      const rule = { Name: names.deployed("release-ecr-push") };
      await world.call("events", "DisableRule", rule, personIn(standby));
      const pushed = { repositoryName: repository, imageTag: "v2" };
      const manifest = imageManifest({ behaviour: "good", version: "v2" });
      await world.call("ecr", "PutImage", { ...pushed, imageManifest: manifest }, personIn(standby));
      await clock.sleep(3 * minute);
      const newer = { image: { repository, tag: "v2" }, requestedBy: "bob" };
      const release = await start(regions, standby, "release", newer);
      const ledger = { ...ledgerIn(regions, standby), pk: ledgerKeys.group("open-webui") };
      const name = release.slice(release.lastIndexOf(":") + 1);
      const phase = async () => (await readRun(ledger, name))?.phase;
      for (let looks = 0; (await phase()) !== "baking" && looks < 200; looks++) await clock.sleep(5_000);
      expect(await phase()).toBe("baking");
      const execution = await start(regions, standby, "failover", planned);
      expect(await executed(regions, standby, execution)).toMatchObject({ status: "SUCCEEDED" });
      expect(await executed(regions, standby, release)).toMatchObject({
        error: "Release.RolledBack",
        cause: expect.stringContaining(`${standby} takes over from ${home}`),
      });
      const { acts = [] } = (await runsIn(regions, standby)).at(-1) ?? {};
      expect(acts.find(({ state }) => state === "FreezeReleases")?.text).toContain(
        `release ${name} turns back`,
      );
    }),
);
