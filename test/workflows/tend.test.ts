import { namesOf } from "@signalbox/core/platform/names";
import { hearBackupEvent } from "@signalbox/functions/functions/hear-backup-event/function";
import { tendBackups } from "@signalbox/functions/functions/tend-backups/function";
import { backup } from "@signalbox/functions/workflows/backup/workflow";
import { copy } from "@signalbox/functions/workflows/copy/workflow";
import { prune } from "@signalbox/functions/workflows/prune/workflow";
import { readPlatform } from "@signalbox/local/deploy/document";
import type { Guard } from "@signalbox/local/gate/gate";
import type { AwsEvent } from "@signalbox/local/world/world";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { names } from "./deployment.fixture.ts";
import { dayMs, files, here, onPoints, type Points, person, standIn, there } from "./points.fixture.ts";

const onSweeps = (scenario: (points: Points) => Promise<void>, ...guards: readonly Guard[]) =>
  onPoints(
    { workflows: [backup, copy, prune], functions: [tendBackups, hearBackupEvent], guards },
    async (points) => {
      await standIn(points, "verify-backup");
      await scenario(points);
    },
  );

const sweep = async (points: Points): Promise<readonly string[]> => {
  const { done } = await points.invoke("tend-backups");
  return Array.isArray(done) ? done.map(String) : [];
};
/** Until whatever was started has ended. */
const settle = (points: Points) => points.clock.sleep(300_000);
const subjects = (points: Points) => points.messages().map(({ Subject }) => Subject);
const gone = (points: Points, RecoveryPointArn: string) =>
  points.world.call(
    "backup",
    "DeleteRecoveryPoint",
    { BackupVaultName: points.platform.backup?.vault, RecoveryPointArn },
    person,
  );

describe("a sweep", () => {
  test("adopts what no run records under its tag's class or as made by hand, has it copied and verified, and then finds nothing to do", () =>
    onSweeps(async (points) => {
      const tagged = await points.make(files);
      const byHand = await points.make("", 0);
      const baseline = await points.make("baseline", 35);
      await sweep(points);
      expect(await points.points()).toMatchObject([{ id: tagged, phase: "made" }]);
      expect(await points.points("files/by-hand")).toMatchObject([{ id: byHand }]);
      expect(await points.points("files/baseline")).toMatchObject([{ id: baseline }]);
      const started = await sweep(points);
      expect(started.map((name) => name.replace(/-[0-9a-f]{8}/, ""))).toEqual([
        `copy-${there}`,
        `copy-${there}`,
        "verify-files-daily",
      ]);
      await settle(points);
      expect(await points.held(there)).toHaveLength(2);
      expect((await points.points())[0]).toMatchObject({ phase: "copied" });
      for (let at = 0; at < 3; at++) await sweep(points);
      expect(await points.executions("copy")).toHaveLength(2);
      expect(await points.executions("verify-backup")).toHaveLength(1);
    }));

  test("leaves points alone of which a run is about to say what they are", () =>
    onSweeps(async (points) => {
      points.cloud.faults.add({ kind: "slow-backup-job", seconds: 60 });
      const run = await points.start("backup", "r1", { class: files });
      while ((await points.held()).length === 0) await points.clock.sleep(1_000);
      expect(await sweep(points)).toEqual([]);
      expect(await points.ending(run)).toMatchObject({ status: "SUCCEEDED" });
      expect((await points.points())[0]).toMatchObject({ phase: "copied" });
    }));

  test("records points that are gone, and tells people once of one that went before its time", () =>
    onSweeps(async (points) => {
      const [early, late] = [await points.recorded(), await points.recorded(1)];
      await gone(points, early);
      await sweep(points);
      await sweep(points);
      expect(subjects(points).filter((one) => one === "Backups: Backup.PointGone")).toHaveLength(1);
      await points.clock.sleep(2 * dayMs);
      await sweep(points);
      expect(subjects(points).filter((one) => one === "Backups: Backup.PointGone")).toHaveLength(1);
      const made = (await points.points()).filter(({ copyOf }) => copyOf === undefined);
      expect(made.map(({ id, phase }) => [id, phase])).toEqual([
        [early, "expired"],
        [late, "expired"],
      ]);
    }));

  test("has a fresh backup made before the last verified point ends, and pruned what AWS has left", () =>
    onSweeps(async (points) => {
      const ends = await points.recorded(30, { expiresAt: points.clock.now() + 3_600_000 });
      await points.record({ kind: "verified", id: ends, at: points.clock.now() });
      expect((await sweep(points)).some((name) => name.includes("-fresh-"))).toBe(true);
      await settle(points);
      const old = await points.recorded(0, { expiresAt: points.clock.now() + 1_000 });
      await points.clock.sleep(2 * dayMs);
      const started = await sweep(points);
      expect(started.filter((name) => name.startsWith("prune-files-daily-"))).toHaveLength(1);
      await settle(points);
      expect(await points.held()).not.toContain(old);
    }));

  test("says of every class whether it is silent and how old it is, counting from its own first look, and tells people when a silence begins, not each time", () =>
    onSweeps(async (points) => {
      // Nothing else ever looks: not even what starts backups.
      await sweep(points);
      expect(subjects(points)).toEqual([]);
      await points.clock.sleep(2 * dayMs);
      for (let at = 0; at < 3; at++) {
        await sweep(points);
        await points.clock.sleep(900_000);
      }
      expect(subjects(points)).toEqual(
        [files, "files/hourly"].map((id) => `Backups of ${id}: Backup.TooOld, Backup.NoVerifiedPoint`),
      );
      const measured = async () => {
        const { metricNamespace: Namespace, prefix, silentMetric: MetricName } = namesOf(points.platform);
        const asked = {
          Namespace,
          MetricName,
          Dimensions: [{ Name: "Platform", Value: prefix }],
          StartTime: new Date(points.clock.now() - 300_000),
          EndTime: new Date(points.clock.now() + 60_000),
          Period: 60,
          Statistics: ["Maximum" as const],
        };
        const { Datapoints = [] } = await points.world.call(
          "monitoring",
          "GetMetricStatistics",
          asked,
          person,
        );
        return Datapoints.map(({ Maximum }) => Maximum);
      };
      await sweep(points);
      expect(await measured()).toEqual([1]);
      for (const id of [files, "files/hourly"]) {
        const made = await points.recorded(30, { class: id });
        await points.record({ kind: "verified", id: made, at: points.clock.now() }, id);
      }
      await points.clock.sleep(600_000);
      await sweep(points);
      expect(await measured()).toEqual([0]);
    }));

  test("keeps the deployed alarm calm on a new stage, where nothing is known yet, and people hear when no sweep comes any more", () =>
    onSweeps(async (points) => {
      const { call } =
        readPlatform("development").entries.find(({ id }) => id === "UsEast1BackupSilent") ?? {};
      const alarm = z.looseObject({ AlarmName: z.string() }).parse(call?.input);
      await points.world.call("sns", "CreateTopic", { Name: names.alarmTopic }, person);
      await points.world.call("monitoring", "PutMetricAlarm", alarm, person);
      const state = async () => {
        const asked = { AlarmNames: [alarm.AlarmName] };
        const { MetricAlarms } = await points.world.call("monitoring", "DescribeAlarms", asked, person);
        return MetricAlarms?.[0]?.StateValue;
      };
      const heard = () => subjects(points).map((one) => String(one).split(":")[0]);
      await points.clock.sleep(3_600_000);
      expect([await state(), heard()]).toEqual(["INSUFFICIENT_DATA", []]);
      for (let at = 0; at < 4; at++) {
        await sweep(points);
        await points.clock.sleep(900_000);
      }
      expect([await state(), heard()]).toEqual(["OK", ["OK"]]);
      await points.clock.sleep(2 * 3_600_000);
      expect([await state(), heard()]).toEqual(["INSUFFICIENT_DATA", ["OK", "INSUFFICIENT_DATA"]]);
    }));

  test("tells people once of a secret whose replica is not in sync", () => {
    let Status = "InSync";
    const replicated: Guard = async (call, next) => {
      const answer = await next(call);
      return call.operation === "DescribeSecret"
        ? { ...answer, ReplicationStatus: [{ Region: there, Status }] }
        : answer;
    };
    return onSweeps(async (points) => {
      const Name = namesOf(points.platform).secret("database");
      await points.world.call("secretsmanager", "CreateSecret", { Name, SecretString: "s" }, person);
      await sweep(points);
      expect(subjects(points)).toEqual([]);
      Status = "Failed";
      for (let at = 0; at < 2; at++) await sweep(points);
      expect(subjects(points)).toEqual(["Backups of secrets/replicas: Backup.ReplicaMissing"]);
    }, replicated);
  });

  test("goes on with the region's own backups while another region is dark", () =>
    onSweeps(async (points) => {
      const point = await points.make(files);
      points.cloud.faults.add({ kind: "fail", service: "backup", region: there, error: "InternalFailure" });
      await sweep(points);
      expect(await points.points()).toMatchObject([{ id: point, phase: "made" }]);
      expect((await sweep(points)).some((name) => name.startsWith("verify-"))).toBe(true);
    }));

  test("at the same time as others starts nothing twice", () =>
    onSweeps(async (points) => {
      await points.recorded();
      await Promise.all([sweep(points), sweep(points), sweep(points)]);
      expect(await points.executions("copy")).toHaveLength(1);
      expect(await points.executions("verify-backup")).toHaveLength(1);
    }));
});

const heard = async (points: Points, event: object) => (await points.invoke("hear-backup-event", event)).act;
const envelope = (points: Points, type: string, detail: object, resources: readonly string[] = []) => ({
  version: "0",
  id: "e1",
  source: "aws.backup",
  "detail-type": type,
  account: "123456789012",
  time: new Date(points.clock.now()).toISOString().replace(/\.\d+Z$/, "Z"),
  region: here,
  resources,
  detail,
});

describe("an event", () => {
  test("of a point that a person made has it adopted at once", () =>
    onSweeps(async (points) => {
      const told: AwsEvent[] = [];
      points.world.events.subscribe((event) => told.push(event));
      const point = await points.make("", 0);
      await points.clock.sleep(60_000);
      const event = told.find((one) => one["detail-type"] === "Recovery Point State Change");
      expect(await heard(points, event ?? {})).toBe("look");
      expect(await points.points("files/by-hand")).toMatchObject([{ id: point }]);
    }));

  test("that nobody has described, or of a vault that is gone, is told once and starts nothing", () =>
    onSweeps(async (points) => {
      const odd = envelope(points, "Backup Job State Change", { state: "SLEEPING" });
      const vault = { backupVaultName: points.platform.backup?.vault, state: "DELETED" };
      const lost = { ...envelope(points, "Backup Vault State Change", vault), id: "e2" };
      for (const event of [odd, odd, lost, lost]) expect(await heard(points, event)).toBe("alarm");
      expect(subjects(points)).toEqual(["Backups: Backup.UnknownEvent", "Backups: Backup.VaultChanged"]);
      expect(await points.executions("backup")).toEqual([]);
    }));

  test("changes nothing of what the sweeps do, be events lost, late, doubled or in whatever order", async () => {
    const play = async (order: readonly number[]) => {
      let end: unknown;
      await onSweeps(async (points) => {
        const told: AwsEvent[] = [];
        points.world.events.subscribe((event) => told.push(event));
        const id = await points.make(files);
        await points.clock.sleep(60_000);
        for (const at of order) {
          const event = told[at % told.length];
          if (event) await heard(points, event);
        }
        for (let at = 0; at < 3; at++) {
          await sweep(points);
          await settle(points);
        }
        const [point] = await points.points();
        end = {
          same: point?.id === id,
          phase: point?.phase,
          copies: await points.executions("copy"),
          verified: await points.executions("verify-backup"),
          told: points.messages(),
          there: (await points.held(there)).length,
        };
      });
      return end;
    };
    const without = await play([]);
    expect(without).toMatchObject({ same: true, phase: "copied", there: 1, told: [] });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(20), { maxLength: 8 }), async (order) => {
        expect(await play(order)).toEqual(without);
      }),
      { numRuns: 6 },
    );
  });
});
