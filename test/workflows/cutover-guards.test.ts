import { arns } from "@signalbox/core/platform/arns";
import { type AnyWorkflow, step } from "@signalbox/functions/step";
import { compareWithRehearsal } from "@signalbox/functions/workflows/migrate/steps/compare-with-rehearsal";
import { findDatabase } from "@signalbox/functions/workflows/migrate/steps/find-database";
import { migrate } from "@signalbox/functions/workflows/migrate/workflow";
import { note } from "@signalbox/functions/workflows/release-maintenance-cutover/record";
import { drainOld } from "@signalbox/functions/workflows/release-maintenance-cutover/steps/drain-old";
import { raise } from "@signalbox/functions/workflows/release-maintenance-cutover/steps/raise";
import { releaseMaintenanceCutover as cutover } from "@signalbox/functions/workflows/release-maintenance-cutover/workflow";
import { readPlatform } from "@signalbox/local/deploy/document";
import { publicUrl } from "@signalbox/local/deploy/public-url";
import type { Route } from "@signalbox/local/images/application";
import { imageFor as standing } from "@signalbox/local/images/catalogue";
import { DoubleContainer } from "@signalbox/local/images/container";
import { openWebUi } from "@signalbox/local/images/open-webui/application";
import { clientOf } from "@signalbox/local/traffic/client";
import { describe, expect, test } from "vitest";
import { replacing } from "../matrix/without.ts";
import { names, person, region } from "./laptop.fixture.ts";
import { redeploy } from "./redeploy.fixture.ts";
import { decide, reached } from "./release.fixture.ts";
import { onUpgradable, type Upgradable } from "./upgrade.fixture.ts";

/** Answers at once, and generates for ten minutes. */
const generates: Route = {
  kind: "plain",
  firstByte: { median: 0.1, sigma: 0 },
  background: () => ({ chat: "chat", lasts: { median: 600, sigma: 0 } }),
  reply: () => ({ status: 200, contentType: "application/json", body: "{}" }),
};
const routes = new Map([...openWebUi.routes, ["POST /generate", generates] as const]);
const imageFor: typeof standing = (repository) => {
  const image = standing(repository);
  return image && repository.endsWith("open-webui")
    ? { ...image, create: (setting) => new DoubleContainer({ ...openWebUi, routes }, setting) }
    : image;
};

describe("what users generate when a cutover begins", () => {
  /** Users ask before the page goes up, and go on asking; answers how many generations were killed. */
  async function killed(changed: AnyWorkflow): Promise<number> {
    let left = -1;
    await onUpgradable({ imageFor, policy: { generationSeconds: 900 } }, async (laptop) => {
      const { clock, world } = laptop;
      await redeploy(laptop, changed);
      await laptop.traffic.stop();
      const client = clientOf(world.plane, publicUrl(world.plane, readPlatform("development")), clock);
      const ask = () =>
        client.send({ kind: "chat", method: "POST", path: "/generate", headers: {}, body: "" }, () => {});
      const release = await laptop.upgrade("u1", "v0.12.0", "breaking");
      while ((await laptop.migrators()).length === 0) await clock.sleep(1_000);
      ask();
      await laptop.marked("u1", "raised");
      while (!(await laptop.cutover("u1"))?.marks.some(({ mark }) => mark === "stopped")) {
        await clock.sleep(30_000);
        ask();
      }
      await clock.sleep(700_000);
      left = world.plane.caches?.hashesOf(region).entries("open-webui:tasks").length ?? -1;
      await decide(laptop, "abort", "u1");
      await laptop.ended(release);
    });
    return left;
  }

  test("before the page ends, and after it nobody begins anything", async () => {
    expect(await killed(cutover)).toBe(0);
  });

  test("is killed by one that does not wait for it", async () => {
    const hurries = step({ ...drainOld, run: async () => ({ done: true, waitSeconds: 5 }) });
    expect(await killed(replacing(cutover, hurries))).toBe(1);
  });

  test("is killed by one that raises no page", async () => {
    const hides = step({
      ...raise,
      run: async ({ release }, context) => {
        const at = Math.floor(context.clock.now());
        await note(context, release, { mark: "raised", at });
        return { at };
      },
    });
    expect(await killed(replacing(cutover, hides))).toBeGreaterThan(0);
  });
});

test("without a comparison with the rehearsal, a cutover whose chats were deleted meanwhile is promoted", () =>
  onUpgradable({}, async (laptop) => {
    const fits = step({
      ...compareWithRehearsal,
      run: async () => ({ fits: true, changed: true, problem: null, seconds: 1 }),
    });
    await redeploy(laptop, replacing(migrate, fits));
    const before = await laptop.chats();
    const release = await laptop.upgrade("u1", "v0.12.0", "breaking");
    await laptop.marked("u1", "snapshot");
    await laptop.deleteChats();
    await reached(laptop, "u1", "baking");
    await decide(laptop, "promote", "u1");
    expect(await laptop.ended(release)).toMatchObject({ status: "SUCCEEDED" });
    const after = await laptop.chats();
    expect([...before.keys()].filter((id) => !after.has(id)).length).toBeGreaterThan(0);
  }));

test("without a snapshot, a cutover whose new version does not come up has no way back, and users stay out", () =>
  onUpgradable({ policy: { healthySeconds: 60 } }, async (laptop) => {
    const { States, ...machine } = cutover.machine;
    const { TakeSnapshot: _, WaitForSnapshot: __, WatchSnapshot: ___, SnapshotTaken: ____, ...rest } = States;
    const TakeSnapshot = { Type: "Pass", Assign: { schema: "unknown" }, Next: "Migrate" } as const;
    const without = { ...machine, States: { ...rest, TakeSnapshot } };
    await redeploy(laptop, { ...cutover, machine: without });
    const end = await laptop.ended(await laptop.upgrade("u1", "v0.12.0", "breaking", {}, "unhealthy"));
    expect(end).toMatchObject({ error: "Release.NeedsAPerson" });
    expect(await laptop.page()).toBeGreaterThan(0);
  }));

describe("a migration that nobody but the release with the lock may start", () => {
  const hasMigrated = async (laptop: Upgradable): Promise<boolean> =>
    [...(await laptop.chats()).values()].every((row) => !Object.hasOwn(row, "archived"));

  /** Starts it by hand while the old version serves; answers whether what serves was migrated. */
  async function startedByHand(changed: AnyWorkflow) {
    let migrated = false;
    let error: string | undefined;
    await onUpgradable({}, async (laptop) => {
      await redeploy(laptop, changed);
      const release = await laptop.upgrade("u1", "v0.12.0", "breaking");
      await laptop.marked("u1", "raised");
      await decide(laptop, "abort", "u1");
      await laptop.ended(release);
      const input = JSON.stringify({ release: (await laptop.record("u1"))?.release, quiet: true });
      const stateMachineArn = arns.stateMachine(laptop.platform, names.deployed("migrate"));
      const asked = { stateMachineArn, name: "by-hand", input };
      const { executionArn = "" } = await laptop.world.call("states", "StartExecution", asked, person);
      const { output } = await laptop.ended(executionArn);
      error = JSON.stringify(output);
      migrated = await hasMigrated(laptop);
    });
    return { migrated, error };
  }

  test("is refused to anybody else", async () => {
    const { migrated, error } = await startedByHand(migrate);
    expect(migrated).toBe(false);
    expect(error).toContain("Release.LockLost");
  });

  test("would otherwise take the old version's column away while it serves", async () => {
    const finds = step({
      ...findDatabase,
      run: (input, context) => findDatabase.run({ ...input, look: true }, context),
    });
    expect(await startedByHand(replacing(migrate, finds))).toMatchObject({ migrated: true });
  });
});
