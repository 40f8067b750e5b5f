import { hex } from "@signalbox/core/backup/catalogue/run-names";
import { CopyRequest } from "@signalbox/core/backup/run/copy";
import { BackupReport } from "@signalbox/core/backup/run/run";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Lock } from "@signalbox/core/ledger/records";
import { classLedgerOf, getItem, putItem, workLedgerOf } from "@signalbox/functions/aws/ledger";
import { backup } from "@signalbox/functions/workflows/backup/workflow";
import { copy } from "@signalbox/functions/workflows/copy/workflow";
import { prune } from "@signalbox/functions/workflows/prune/workflow";
import type { Guard } from "@signalbox/local/gate/gate";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { files, onPoints, type Points, person, there } from "./points.fixture.ts";

const onCopies = (scenario: (points: Points) => Promise<void>, ...guards: readonly Guard[]) =>
  onPoints({ workflows: [backup, copy, prune], guards }, scenario);
const start = ({ start }: Points, run = "r1", id = files) => start("backup", run, { class: id });
const report = ({ aws, platform }: Points, run = "r1") =>
  getItem(classLedgerOf({ aws, platform }, files), ledgerKeys.run(run), BackupReport);
const lease = async ({ aws, platform }: Points) =>
  (await getItem(classLedgerOf({ aws, platform }, files), ledgerKeys.lock, Lock))?.owner;
/** Until the run has made its point; its copies have not begun. */
const made = async (points: Points) => {
  for (;;) {
    const found = await report(points);
    if (found?.point !== undefined) return found.point;
    await points.clock.sleep(100);
  }
};

test("a run has its point copied where its class is to be copied, and its class pruned", () =>
  onCopies(async (points) => {
    const past = await points.recorded(0, { expiresAt: points.clock.now() + 1_000 });
    const end = await points.ending(await start(points));
    expect(end).toMatchObject({ status: "SUCCEEDED" });
    expect(JSON.parse(end.output ?? "")).toMatchObject({ remarks: expect.any(Array) });
    const { point = "" } = (await report(points)) ?? {};
    expect(await points.executions("copy")).toEqual([`copy-${hex(point)}-${there}`]);
    expect(await points.executions("prune")).toHaveLength(1);
    expect(await points.held()).toEqual([point]);
    expect(await points.held(there)).toHaveLength(1);
    expect((await points.points()).find(({ id }) => id === past)).toMatchObject({ phase: "expired" });
    expect((await points.points()).find(({ id }) => id === point)).toMatchObject({ phase: "copied" });
  }));

test("a class without copies has none made, and is pruned once a day, however often it is backed up", () =>
  onCopies(async (points) => {
    for (const run of ["r1", "r2"]) {
      const end = await points.ending(await start(points, run, "files/hourly"));
      expect(end).toMatchObject({ status: "SUCCEEDED" });
    }
    expect(await points.copyJobs()).toEqual([]);
    expect(await points.executions("prune")).toHaveLength(1);
  }));

test("a copy that takes hours keeps no other run of the class from its point", () =>
  onCopies(async (points) => {
    points.cloud.faults.add({ kind: "slow-backup-job", job: "copy", seconds: 3 * 3_600 });
    const first = await start(points);
    await made(points);
    await points.clock.sleep(5_000);
    expect(await lease(points)).toBeUndefined();
    const second = await start(points, "r2");
    for (const run of [first, second])
      expect(await points.ending(run)).toMatchObject({ status: "SUCCEEDED" });
    expect(await points.held(there)).toHaveLength(2);
  }));

describe("Given a copy that fails, then the point stands and the report says so:", () => {
  const failing = async (befall: (points: Points) => Promise<unknown>) => {
    let remarks: readonly string[] = [];
    await onCopies(async (points) => {
      await befall(points);
      const end = await points.ending(await start(points));
      expect(end).toMatchObject({ status: "SUCCEEDED" });
      const { point, outcome, remarks: said = [] } = (await report(points)) ?? {};
      expect({ outcome, lease: await lease(points) }).toEqual({ outcome: "made", lease: undefined });
      expect((await points.points()).find(({ id }) => id === point)).toMatchObject({ phase: "made" });
      expect(JSON.parse(end.output ?? "").remarks).toEqual(said);
      remarks = said;
    });
    return remarks;
  };

  test("the other vault is gone", async () => {
    const remarks = await failing(({ world, abroad, platform }) =>
      world.call("backup", "DeleteBackupVault", { BackupVaultName: platform.backup?.vault }, abroad),
    );
    expect(remarks).toContainEqual(expect.stringContaining(`copy to ${there} failed: Backup.VaultMissing: `));
  });

  test("somebody stops it", async () => {
    const remarks = await failing(async (points) => {
      const stop = async () => {
        const point = await made(points);
        await points.clock.sleep(10_000);
        const executionArn = points.executionOf("copy", `copy-${hex(point)}-${there}`);
        await points.world.call("states", "StopExecution", { executionArn }, person);
      };
      void stop();
    });
    expect(remarks.at(-1)).toMatch(`The copy to ${there} failed: States.TaskFailed`);
  });
});

describe("Given a copy of that name that the sweep has started", () => {
  /** The sweep is first by the width of a call; answers what the report says of the copy, and after how many seconds. */
  const play = async (befall: (points: Points) => Promise<unknown>) => {
    let said: unknown;
    let on: Points | undefined;
    const sweeping: Guard = async (call, next) => {
      const { operation, context, input } = call;
      if (on && operation === "StartExecution" && context.principal.kind === "role") {
        const { name = "", input: given = "" } = z
          .object({ name: z.string(), input: z.string() })
          .parse(input);
        if (name.startsWith("copy-")) {
          await befall(on);
          const { class: id, point, region } = CopyRequest.loose().parse(JSON.parse(given));
          await on.start("copy", name, { class: id, point, region });
        }
      }
      return await next(call);
    };
    await onCopies(async (points) => {
      on = points;
      const at = points.clock.now();
      expect(await points.ending(await start(points))).toMatchObject({ status: "SUCCEEDED" });
      expect(await points.executions("copy")).toHaveLength(1);
      const { remarks = [] } = (await report(points)) ?? {};
      said = { copies: (await points.held(there)).length, remarks: remarks.filter(isOfCopy) };
      expect(points.clock.now() - at).toBeGreaterThan(300_000);
    }, sweeping);
    return said;
  };
  const isOfCopy = (remark: string) => remark.startsWith("The copy");

  test("then it is waited for, and no second one is made", async () => {
    const slowly = async ({ cloud }: Points) =>
      cloud.faults.add({ kind: "slow-backup-job", job: "copy", seconds: 1_200 });
    expect(await play(slowly)).toEqual({ copies: 1, remarks: [] });
  });

  test("then the report says so where it fails", async () => {
    const failing = async ({ cloud }: Points) =>
      cloud.faults.add({ kind: "backup-job-ends", job: "copy", outcome: "fail" });
    expect(await play(failing)).toEqual({
      copies: 0,
      remarks: [expect.stringMatching(`^The copy to ${there} failed: Backup.JobFailed: `)],
    });
  });
});

test("Given a pruning that is refused, then the report says so and the point stands", () =>
  onCopies(async (points) => {
    const run = await start(points);
    // As if this very run pruned the class.
    const lock = { pk: `prune#${files}`, sk: "lock", owner: run, run: "p0", epoch: 1 };
    const { aws, platform } = points;
    await putItem(workLedgerOf({ aws, platform }, "prune", files), ledgerKeys.lock, lock);
    expect(await points.ending(run)).toMatchObject({ status: "SUCCEEDED" });
    expect((await report(points))?.remarks.at(-1)).toMatch(
      `The pruning of ${files} failed: Backup.AlreadyRunning`,
    );
  }));
