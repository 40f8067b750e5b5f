import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Standing } from "@signalbox/core/ledger/records";
import type { CutoverMark } from "@signalbox/core/upgrade/outage";
import { describe, expect, test } from "vitest";
import {
  acts,
  decide,
  item,
  lock,
  raise,
  reached,
  scaleInSuspended,
  services,
  weights,
} from "./release.fixture.ts";
import { goBack } from "./turns.fixture.ts";
import { onUpgradable, type Upgradable } from "./upgrade.fixture.ts";

/** What users had before is there, and all is as it was: the old version serves all of them. */
async function expectBack(laptop: Upgradable, before: ReadonlyMap<string, unknown>): Promise<void> {
  const after = await laptop.chats();
  expect([...before.keys()].filter((id) => !after.has(id))).toEqual([]);
  expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
  expect(await services(laptop)).toMatchObject({
    blue: { desiredCount: 3, runningCount: 3 },
    green: { desiredCount: 0, runningCount: 0 },
  });
  expect(await laptop.page()).toBe(0);
  expect(await scaleInSuspended(laptop)).toBe(false);
  expect((await lock(laptop))?.owner).toBeUndefined();
}

const forced = {
  force: { strategy: "maintenance-cutover", reason: "writes must not wait for it" },
} as const;

describe("Given a breaking upgrade, when it is released,", () => {
  test("then users are kept out until it has migrated, every old chat is there, no alarm in the hold takes it back, and the way back is a restore", () =>
    onUpgradable({}, async (laptop) => {
      const before = await laptop.chats();
      expect(before.size).toBeGreaterThan(5);
      const release = await laptop.upgrade("u1", "v0.12.0", "breaking");
      await reached(laptop, "u1", "baking");
      await decide(laptop, "promote", "u1");
      await reached(laptop, "u1", "holding");
      // What users wrote since would be lost by the way back: an alarm does not lead there by itself.
      await raise(laptop);
      const end = await laptop.ended(release);
      expect(end).toMatchObject({ status: "SUCCEEDED", output: { outcome: "promoted" } });
      const after = await laptop.chats();
      expect([...before].filter(([id, { title }]) => after.get(id)?.title !== title)).toEqual([]);
      expect(await weights(laptop)).toEqual({ blue: 0, green: 100 });
      expect(await services(laptop)).toMatchObject({
        blue: { desiredCount: 0, runningCount: 0 },
        green: { desiredCount: 3, runningCount: 3 },
      });
      expect(await laptop.page()).toBe(0);
      const report = (await laptop.record("u1"))?.report;
      expect(report).toMatchObject({
        release: { upgrade: { class: "breaking", strategy: "maintenance-cutover" } },
        downtime: { predictedSeconds: expect.any(Number) },
      });
      const { seconds = 0 } = report?.downtime ?? {};
      expect(seconds).toBeGreaterThan(30);
      const { lost, losses } = laptop.traffic.ledger.snapshot();
      expect(lost).toBe(losses[503]);
      const back = await laptop.ended(await goBack(laptop, "b1"));
      expect(back.error).toBe("Release.SchemaForbids");
      expect(back.cause).toContain("backup restore database --time");
      expect(await weights(laptop)).toEqual({ blue: 0, green: 100 });
    }));

  test("and the new version does not come up, then the snapshot is brought back, the old version serves from it, and users are let in", () =>
    onUpgradable({ policy: { healthySeconds: 60 } }, async (laptop) => {
      const [before, old] = [await laptop.chats(), await laptop.host()];
      const end = await laptop.ended(await laptop.upgrade("u1", "v0.12.0", "breaking", {}, "unhealthy"));
      expect(end).toMatchObject({ error: "Release.RolledBack" });
      expect(end.cause).toContain("Release.TargetsUnhealthy");
      expect(await laptop.host()).not.toBe(old);
      await expectBack(laptop, before);
      expect(await laptop.cutover("u1")).toMatchObject({ switched: { from: old } });
    }));

  test.each<[CutoverMark, boolean]>([
    ["raised", false],
    ["stopped", false],
    ["migrated", true],
    ["lowered", true],
  ])("and a person aborts once it has %s, then all is as it was (restored: %s)", (mark, restored) =>
    onUpgradable({}, async (laptop) => {
      const [before, old] = [await laptop.chats(), await laptop.host()];
      const release = await laptop.upgrade("u1", "v0.12.0", "breaking");
      await laptop.marked("u1", mark);
      await decide(laptop, "abort", "u1");
      expect(await laptop.ended(release)).toMatchObject({ error: "Release.RolledBack" });
      expect((await laptop.host()) !== old).toBe(restored);
      await expectBack(laptop, before);
    }),
  );
});

test("Given a release that is being rehearsed, when a person aborts it, then it ends within a minute, nothing of the rehearsal is left, and nothing was touched", () =>
  onUpgradable({}, async (laptop) => {
    const [before, clusters] = [await laptop.chats(), await laptop.clusters()];
    const release = await laptop.upgrade("u1", "v0.12.0", "slow");
    while ((await laptop.migrators()).length < 2) await laptop.clock.sleep(1_000);
    expect((await laptop.clusters()).length).toBe(clusters.length + 1);
    const said = laptop.clock.now();
    await decide(laptop, "abort", "u1");
    expect(await laptop.ended(release)).toMatchObject({
      error: "Release.Aborted",
      cause: "bob aborted: for the test",
    });
    expect(laptop.clock.now() - said).toBeLessThan(60_000);
    await laptop.clock.sleep(1_200_000);
    expect(await laptop.clusters()).toEqual(clusters);
    expect(await laptop.migrators()).toEqual([]);
    await expectBack(laptop, before);
  }));

describe("Given an upgrade for which a person forces the cutover,", () => {
  test("when data came in since the rehearsal that its migration fails on, then it has rolled back, nothing is restored, and the old version serves", () =>
    onUpgradable({}, async (laptop) => {
      // Users would give new chats one title.
      await laptop.traffic.stop();
      await laptop.retitle("each");
      const [before, old] = [await laptop.chats(), await laptop.host()];
      const release = await laptop.upgrade("u1", "v0.12.0", "fails-on-data", forced);
      await laptop.marked("u1", "raised");
      await laptop.retitle("twice");
      const end = await laptop.ended(release);
      expect(end.cause).toContain("Release.MigrationFailed: the migration failed with 23505");
      expect(end.cause).toContain("it has rolled back");
      expect(await laptop.host()).toBe(old);
      await expectBack(laptop, before);
      expect((await laptop.record("u1"))?.report?.release).toMatchObject({
        upgrade: { forced: { strategy: "maintenance-cutover", by: "ada", reason: forced.force.reason } },
      });
    }));

  test("when somebody deletes chats meanwhile, then the contents are not as rehearsed, and the snapshot has them", () =>
    onUpgradable({}, async (laptop) => {
      const before = await laptop.chats();
      const release = await laptop.upgrade("u1", "v0.12.0", "slow", forced);
      await laptop.marked("u1", "snapshot");
      await laptop.clock.sleep(30_000);
      await laptop.deleteChats();
      const end = await laptop.ended(release);
      expect(end.cause).toContain("Release.NotAsRehearsed");
      await expectBack(laptop, before);
    }));
});

test("Given an additive upgrade, when it is released, then one task migrates, the canary goes its way within the hour, and no user is kept out", () =>
  onUpgradable({}, async (laptop) => {
    const before = await laptop.chats();
    const release = await laptop.upgrade("u1", "v0.12.0", "additive");
    for (const weight of [50, 100]) {
      await reached(laptop, "u1", "baking", weight);
      await decide(laptop, "promote", "u1");
    }
    const end = await laptop.ended(release);
    expect(end).toMatchObject({ status: "SUCCEEDED" });
    const after = await laptop.chats();
    expect([...before.keys()].filter((id) => !after.has(id))).toEqual([]);
    const journal = await acts(laptop, "u1");
    expect(journal.flatMap(({ weight }) => weight ?? [])).toEqual([50, 100]);
    expect(journal.map(({ state }) => state)).not.toContain("RaisePage");
    expect((await laptop.record("u1"))?.release.upgrade).toMatchObject({
      class: "additive",
      strategy: "canary",
      overlapMinutes: 60,
      catchUp: 1,
    });
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
    expect((await item(laptop, ledgerKeys.standing, Standing))?.promotion?.schema).toMatchObject({
      class: "additive",
    });
  }));

test("Given a platform that has backed its database up and released before, when a breaking upgrade is released, then its downtime is predicted from both, to a fifth", () =>
  onUpgradable({ policy: { ladder: [100], drainSeconds: 60 } }, async (laptop) => {
    const first = await laptop.upgrade("u1", "v0.12.0", "none");
    await reached(laptop, "u1", "baking");
    await decide(laptop, "promote", "u1");
    expect(await laptop.ended(first)).toMatchObject({ status: "SUCCEEDED" });
    await laptop.backedUp();
    const release = await laptop.upgrade("u2", "v0.13.0", "breaking");
    await reached(laptop, "u2", "baking");
    await decide(laptop, "promote", "u2");
    await laptop.ended(release);
    const record = await laptop.record("u2");
    const { parts = [] } = record?.release.upgrade?.downtime ?? {};
    expect(Object.fromEntries(parts.map(({ name, by }) => [name, by]))).toEqual({
      drain: "last release",
      stop: "last release",
      snapshot: "last backup",
      look: "rehearsal",
      migrate: "rehearsal",
      start: "last release",
    });
    const { seconds: real = 0, predictedSeconds = 0 } = record?.report?.downtime ?? {};
    expect(Math.abs(predictedSeconds - real)).toBeLessThan(0.2 * real);
  }));

test("Given an upgrade that fails on the users' data, when it is released, then it is refused, whatever is forced, and nothing is touched", () =>
  onUpgradable({}, async (laptop) => {
    const [before, old] = [await laptop.chats(), await laptop.host()];
    const end = await laptop.ended(await laptop.upgrade("u1", "v0.12.0", "fails-on-data", forced));
    expect(end).toMatchObject({ error: "Release.UpgradeRefused" });
    expect(end.cause).toContain("23505");
    expect(await laptop.host()).toBe(old);
    await expectBack(laptop, before);
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
    const { calls } = laptop;
    expect(
      calls.filter(({ operation }) => operation === "ModifyRule" || operation === "UpdateService"),
    ).toEqual([]);
  }));
