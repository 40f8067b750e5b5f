import { CopyReport } from "@signalbox/core/backup/run/copy";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Lock } from "@signalbox/core/ledger/records";
import { getItem, workLedgerOf } from "@signalbox/functions/aws/ledger";
import { copy } from "@signalbox/functions/workflows/copy/workflow";
import type { Guard } from "@signalbox/local/gate/gate";
import type { Outcome } from "@signalbox/local/services/backup/hazards";
import { describe, expect, test } from "vitest";
import { cutAnywhere, type cutOff } from "./cut-off.fixture.ts";
import { changesBy, dayMs, files, onPoints, type Points, person, there } from "./points.fixture.ts";

const onCopies = (scenario: (points: Points) => Promise<void>, ...guards: readonly Guard[]) =>
  onPoints({ workflows: [copy], guards }, scenario);
const request = (point: string) => ({ class: files, point, region: there });
const ledgerOf = ({ aws, platform }: Points, point: string) =>
  workLedgerOf({ aws, platform }, "copy", `${there}#${point}`);
const report = (points: Points, point: string, run = "c1") =>
  getItem(ledgerOf(points, point), ledgerKeys.run(run), CopyReport);
const lease = async (points: Points, point: string) =>
  (await getItem(ledgerOf(points, point), ledgerKeys.lock, Lock))?.owner;

test("a copy stands in the other region under its own key, with its manifest and its lifecycle, and is recorded as of the source's moment", () =>
  onCopies(async (points) => {
    const point = await points.recorded();
    await points.manifest.put(point, { version: 9, kind: "files" });
    await points.clock.sleep(3_600_000);
    expect(await points.ending(await points.start("copy", "c1", request(point)))).toMatchObject({
      status: "SUCCEEDED",
    });
    const [made = "", ...others] = await points.held(there);
    expect(others).toEqual([]);
    const asked = { BackupVaultName: points.platform.backup?.vault, RecoveryPointArn: made };
    const held = await points.world.call("backup", "DescribeRecoveryPoint", asked, points.abroad);
    expect(held).toMatchObject({
      EncryptionKeyArn: points.keys.get(there),
      Lifecycle: { DeleteAfterDays: 365 },
    });
    expect(await points.manifest.ofCopy(made)).toEqual({ version: 9, kind: "files" });
    const [source, copied] = await points.points();
    expect(source).toMatchObject({ id: point, phase: "copied", copies: [made] });
    const expiresAt = (held.CreationDate?.getTime() ?? 0) + 365 * dayMs;
    expect(copied).toMatchObject({ copyOf: point, capturedAt: source?.capturedAt, made: { expiresAt } });
    expect(await report(points, point)).toMatchObject({ outcome: "copied", copy: made });
    expect(await lease(points, point)).toBeUndefined();
  }));

test("Given copies that are there or under way, by whomever, then they are taken and no second one is made", () =>
  onCopies(async (points) => {
    const { world, clock, platform, start, ending, make, held, copyJobs, jobsRole } = points;
    const { vault = "", copies = [] } = platform.backup ?? {};
    const byHand = async (point: string) =>
      world.call(
        "backup",
        "StartCopyJob",
        {
          SourceBackupVaultName: vault,
          RecoveryPointArn: point,
          DestinationBackupVaultArn: copies[0]?.vaultArn,
          IamRoleArn: jobsRole,
        },
        person,
      );
    const [done, running] = [await make(), await make()];
    await byHand(done);
    await clock.sleep(120_000);
    await byHand(running);
    for (const [at, point] of [done, running, done].entries())
      expect(await ending(await start("copy", `c${at}`, request(point)))).toMatchObject({
        status: "SUCCEEDED",
      });
    expect(await copyJobs()).toHaveLength(2);
    expect(await held(there)).toHaveLength(2);
    expect((await points.points()).map(({ copyOf }) => copyOf)).toEqual([done, running]);
  }));

test("Given a copy that is gone from its vault, then another one is made", () =>
  onCopies(async ({ recorded, start, ending, held, world, abroad, platform }) => {
    const point = await recorded();
    await ending(await start("copy", "c1", request(point)));
    const [RecoveryPointArn] = await held(there);
    const gone = { BackupVaultName: platform.backup?.vault, RecoveryPointArn };
    await world.call("backup", "DeleteRecoveryPoint", gone, abroad);
    expect(await ending(await start("copy", "c2", request(point)))).toMatchObject({ status: "SUCCEEDED" });
    expect(await held(there)).toHaveLength(1);
  }));

/** Told once, written down, and nothing is left: no copy, no lease. The point stands. */
async function expectFailed(points: Points, point: string, error: string, jobs: number): Promise<void> {
  const end = await points.ending(await points.start("copy", "c1", request(point)));
  expect(end).toMatchObject({ status: "FAILED", error });
  expect(await report(points, point)).toMatchObject({ outcome: "failed", problem: { error } });
  expect(points.messages()).toMatchObject([{ Subject: expect.stringContaining(error) }]);
  expect(await points.copyJobs()).toHaveLength(jobs);
  expect(await lease(points, point)).toBeUndefined();
}

test.each<[Outcome, string, number]>([
  ["fail", "Backup.JobFailed", 2],
  ["partial", "Backup.Partial", 1],
])(
  "Given copies of AWS Backup that %s, then the run fails with %s after %i of them",
  (outcome, error, jobs) =>
    onCopies(async (points) => {
      const point = await points.recorded();
      points.cloud.faults.add({ kind: "backup-job-ends", job: "copy", outcome });
      await expectFailed(points, point, error, jobs);
      expect(await points.points()).toMatchObject([{ id: point, phase: "made" }]);
    }),
);

test("Given a copy that fails once, then another one with another token is made; what AWS left out of it is a remark", () =>
  onCopies(async (points) => {
    const point = await points.recorded();
    points.cloud.faults.add({ kind: "backup-job-ends", job: "copy", outcome: "fail", count: 1 });
    points.cloud.faults.add({ kind: "backup-job-ends", job: "copy", outcome: "issues", message: "1 left" });
    expect(await points.ending(await points.start("copy", "c1", request(point)))).toMatchObject({
      status: "SUCCEEDED",
    });
    expect(await points.held(there)).toHaveLength(1);
    expect((await report(points, point))?.remarks).toEqual(["AWS Backup says COMPLETED: 1 left"]);
  }));

describe("Given what cannot be copied, then no job is started:", () => {
  test("a point that is gone", () =>
    onCopies(async (points) => {
      const point = await points.recorded();
      const { vault: BackupVaultName } = points.platform.backup ?? {};
      const gone = { BackupVaultName, RecoveryPointArn: point };
      await points.world.call("backup", "DeleteRecoveryPoint", gone, person);
      await expectFailed(points, point, "Backup.NoSuchPoint", 0);
    }));

  test("no vault in the other region", () =>
    onCopies(async (points) => {
      const point = await points.recorded();
      const { vault: BackupVaultName } = points.platform.backup ?? {};
      await points.world.call("backup", "DeleteBackupVault", { BackupVaultName }, points.abroad);
      await expectFailed(points, point, "Backup.VaultMissing", 0);
    }));

  test("a key there that is disabled", () =>
    onCopies(async (points) => {
      const point = await points.recorded();
      await points.world.call("kms", "DisableKey", { KeyId: points.keys.get(there) }, points.abroad);
      await expectFailed(points, point, "Backup.WrongKey", 0);
    }));

  test.each([
    [{ region: "us-west-2" }, "Backup.UnknownRegion", there],
    [{ class: "files/hourly" }, "Backup.NotCopied", "files/hourly"],
    [{ class: "files/weekly" }, "Backup.UnknownClass", files],
  ])("what nobody has configured: %j", (asked, error, says) =>
    onCopies(async (points) => {
      const point = await points.make();
      const end = await points.ending(await points.start("copy", "c1", { ...request(point), ...asked }));
      expect(end).toMatchObject({ status: "FAILED", error });
      expect(end.cause).toContain(says);
      expect(await points.copyJobs()).toEqual([]);
    }),
  );
});

describe("Given a copy while another one of its point waits for its job", () => {
  const play = async (...guards: readonly Guard[]) => {
    let seen: unknown;
    await onCopies(
      async ({ clock, recorded, start, ending, copyJobs }) => {
        const point = await recorded();
        const first = await start("copy", "c1", request(point));
        await clock.sleep(5_000);
        const ends = await Promise.all([first, await start("copy", "c2", request(point))].map(ending));
        seen = { jobs: (await copyJobs()).length, errors: ends.map(({ error }) => error) };
      },
      ...guards,
    );
    return seen;
  };
  const byRole: (operation: string) => Parameters<typeof cutOff>[2] =
    (wanted) =>
    ({ operation, context: { principal } }) =>
      operation === wanted && principal.kind === "role";

  test("then it is refused, and the first one makes its copy", async () => {
    expect(await play()).toEqual({ jobs: 1, errors: [undefined, "Backup.AlreadyRunning"] });
  });

  test("then, where the lease held nobody off and no job were looked for, there would be two copies of one point", async () => {
    const nobodyRuns: Guard = async (call, next) =>
      byRole("DescribeExecution")?.(call)
        ? { ...(await next(call)), status: "FAILED" }
        : byRole("ListCopyJobs")?.(call)
          ? {}
          : await next(call);
    expect(await play(nobodyRuns)).toEqual({ jobs: 2, errors: ["Backup.LeaseLost", undefined] });
  });
});

test("Given a Lambda that is cut off at any of its changes, then one copy is made and recorded as if nothing had been", async () => {
  const counts = changesBy("copy");
  const play = async (...guards: readonly Guard[]): Promise<number> => {
    let changes = 0;
    await onCopies(
      async (points) => {
        const point = await points.recorded();
        expect(await points.ending(await points.start("copy", "c1", request(point)))).toMatchObject({
          status: "SUCCEEDED",
        });
        expect(await points.copyJobs()).toHaveLength(1);
        expect(await points.points()).toMatchObject([{ id: point }, { copyOf: point }]);
        expect(await lease(points, point)).toBeUndefined();
        changes = points.calls.filter(counts).length;
      },
      ...guards,
    );
    return changes;
  };
  const total = await play();
  expect(total).toBeGreaterThan(10);
  await cutAnywhere(total, play, { numRuns: 6, counts });
});
