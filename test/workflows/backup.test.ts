import type { Guard } from "@signalbox/local/gate/gate";
import type { Outcome } from "@signalbox/local/services/backup/hazards";
import { describe, expect, test } from "vitest";
import { onVaults, person, type Vaults } from "./backup.fixture.ts";

test("a backup makes one point with its class, its run and its lifecycle, records it and gives the lease back", () =>
  onVaults({}, async ({ start, ending, held, points, report, lease, world }) => {
    expect(await ending(await start("r1"))).toMatchObject({ status: "SUCCEEDED" });
    const [point, ...others] = await held();
    expect(others).toEqual([]);
    expect(point).toMatchObject({ Status: "COMPLETED", Lifecycle: { DeleteAfterDays: 30 } });
    const ResourceArn = point?.RecoveryPointArn ?? "";
    expect(await world.call("backup", "ListTags", { ResourceArn }, person)).toEqual({
      Tags: { "signalbox:class": "files/daily", "signalbox:run": "r1" },
    });
    const expiresAt = (point?.CreationDate?.getTime() ?? 0) + 30 * 86_400_000;
    expect(await points()).toMatchObject([{ id: ResourceArn, phase: "made", made: { expiresAt } }]);
    expect(await report("r1")).toMatchObject({ outcome: "made", point: ResourceArn, attempts: 1 });
    expect((await lease())?.owner).toBeUndefined();
  }));

test("a run after another one makes another point of the same class", () =>
  onVaults({}, async ({ start, ending, held, points }) => {
    for (const run of ["r1", "r2"])
      expect(await ending(await start(run))).toMatchObject({ status: "SUCCEEDED" });
    expect(await held()).toHaveLength(2);
    expect(await points()).toHaveLength(2);
  }));

/** Nothing but the record of the failure: no job that goes on, no lease, no point that counts. */
async function expectFailed(vaults: Vaults, error: string, jobs: number): Promise<void> {
  const end = await vaults.ending(await vaults.start("r1"));
  expect(end).toMatchObject({ status: "FAILED", error });
  expect(await vaults.points()).toMatchObject([{ phase: "failed", problem: { error } }]);
  expect(await vaults.report("r1")).toMatchObject({ outcome: "failed", problem: { error } });
  expect(await vaults.jobs()).toHaveLength(jobs);
  expect((await vaults.lease())?.owner).toBeUndefined();
  expect(vaults.calls.filter(({ operation }) => operation === "Publish")).toHaveLength(1);
}

test.each<[Outcome, string, number]>([
  ["fail", "Backup.JobFailed", 2],
  ["expire", "Backup.JobNotStarted", 2],
  ["abort", "Backup.JobAborted", 1],
  ["partial", "Backup.Partial", 1],
])("Given jobs of AWS Backup that %s, then the run fails with %s after %i of them", (outcome, error, jobs) =>
  onVaults({}, async (vaults) => {
    vaults.cloud.faults.add({ kind: "backup-job-ends", outcome });
    await expectFailed(vaults, error, jobs);
  }),
);

test("Given a job that fails once, then another one with another token makes the point", () =>
  onVaults({}, async ({ cloud, start, ending, held, report }) => {
    cloud.faults.add({ kind: "backup-job-ends", outcome: "fail", count: 1 });
    expect(await ending(await start("r1"))).toMatchObject({ status: "SUCCEEDED" });
    expect(await held()).toHaveLength(1);
    expect(await report("r1")).toMatchObject({ outcome: "made", attempts: 2 });
  }));

test("Given a job that is completed with issues, then its point is recorded and the report says what AWS left out", () =>
  onVaults({}, async ({ cloud, start, ending, points, report }) => {
    const message = "1 object was skipped";
    cloud.faults.add({ kind: "backup-job-ends", outcome: "issues", message });
    expect(await ending(await start("r1"))).toMatchObject({ status: "SUCCEEDED" });
    expect(await points()).toMatchObject([{ phase: "made" }]);
    expect((await report("r1"))?.remarks).toContain(`AWS Backup says COMPLETED: ${message}`);
  }));

test("Given a job of twelve hours, then its end is waited for, at the cost of few transitions", () =>
  onVaults({}, async ({ cloud, start, ending, transitions }) => {
    cloud.faults.add({ kind: "slow-backup-job", seconds: 12 * 3_600 });
    const arn = await start("r1");
    expect(await ending(arn)).toMatchObject({ status: "SUCCEEDED" });
    expect(await transitions(arn)).toBeLessThan(400);
  }));

test("Given an empty file system, then its first point is Backup.Empty", () =>
  onVaults({ files: 0 }, (vaults) => expectFailed(vaults, "Backup.Empty", 1)));

describe("Given what cannot be backed up, then no job is started:", () => {
  test("a key that is disabled", () =>
    onVaults({}, async (vaults) => {
      await vaults.world.call("kms", "DisableKey", { KeyId: vaults.keyArn }, person);
      await expectFailed(vaults, "Backup.WrongKey", 0);
    }));

  test("a vault that is gone", () =>
    onVaults({}, async (vaults) => {
      const { vault: BackupVaultName = "" } = vaults.platform.backup ?? {};
      await vaults.world.call("backup", "DeleteBackupVault", { BackupVaultName }, person);
      await expectFailed(vaults, "Backup.VaultMissing", 0);
    }));

  test("a file system that is gone", () =>
    onVaults({}, async (vaults) => {
      const FileSystemId = vaults.fileSystem;
      await vaults.world.call("elasticfilesystem", "DeleteFileSystem", { FileSystemId }, person);
      await vaults.clock.sleep(60_000);
      await expectFailed(vaults, "Backup.TargetNotReady", 0);
    }));

  test("a class that nobody has configured", () =>
    onVaults({}, async ({ start, ending, jobs }) => {
      const end = await ending(await start("r1", "files/weekly"));
      expect(end).toMatchObject({ error: "Backup.UnknownClass" });
      expect(end.cause).toContain("files/daily, database/daily");
      expect(await jobs()).toEqual([]);
    }));
});

describe("Given a run while another one of its class waits for its job", () => {
  const play = async (...guards: readonly Guard[]) => {
    let seen: unknown;
    await onVaults({ guards }, async ({ clock, start, ending, held }) => {
      const first = await start("r1");
      await clock.sleep(5_000);
      const ends = await Promise.all([first, await start("r2")].map(ending));
      seen = { points: (await held()).length, errors: ends.map(({ error }) => error) };
    });
    return seen;
  };

  test("then it is refused, and the first one makes its point", async () => {
    expect(await play()).toEqual({ points: 1, errors: [undefined, "Backup.AlreadyRunning"] });
  });

  test("then, where the lease held nobody off, there would be two points of one moment", async () => {
    const nobodyRuns: Guard = async (call, next) =>
      call.operation === "DescribeExecution" && call.context.principal.kind === "role"
        ? { ...(await next(call)), status: "FAILED" }
        : await next(call);
    expect(await play(nobodyRuns)).toEqual({ points: 2, errors: ["Backup.LeaseLost", undefined] });
  });
});
