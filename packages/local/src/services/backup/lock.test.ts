import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { type BackupCloud, backupCloud, day } from "./backup.fixture.ts";
import { deleteLock, isImmutable, putLock, retentionRefusal } from "./lock.ts";
import type { Lock, Vault } from "./vault.ts";

const vault = (lock?: Lock): Vault => ({
  name: "main",
  arn: "arn:aws:backup:us-east-1:123456789012:backup-vault:main",
  keyArn: "",
  created: 0,
  creatorRequestId: undefined,
  tags: new Map(),
  points: new Map(),
  lock,
  policy: undefined,
});
const done = (work: () => void): boolean => {
  try {
    work();
    return true;
  } catch {
    return false;
  }
};
const days = fc.option(fc.integer({ min: -1, max: 36_600 }), { nil: undefined });

describe("a lock", () => {
  test("is taken exactly within AWS's limits", () => {
    fc.assert(
      fc.property(days, days, days, (min, max, grace) => {
        const input = {
          BackupVaultName: "main",
          MinRetentionDays: min,
          MaxRetentionDays: max,
          ChangeableForDays: grace,
        };
        const fits =
          (min ?? 1) >= 1 &&
          (max ?? 1) >= 1 &&
          (max ?? 0) <= 36_500 &&
          (min ?? 0) <= (max ?? Number.POSITIVE_INFINITY) &&
          (grace ?? 3) >= 3 &&
          (grace ?? 3) <= 36_500;
        const locked = vault();
        expect(done(() => putLock(locked, input, 0))).toBe(fits);
        expect(locked.lock !== undefined).toBe(fits);
      }),
    );
  });

  test("with a date cannot be changed or taken off from that date on; without one, always", () => {
    fc.assert(
      fc.property(
        fc.option(fc.integer({ min: 3, max: 36_500 }), { nil: undefined }),
        fc.integer({ min: 0, max: 40_000 * day }),
        (grace, later) => {
          const input = { BackupVaultName: "main", MinRetentionDays: 7, ChangeableForDays: grace };
          const [changed, freed] = [vault(), vault()];
          putLock(changed, input, 0);
          putLock(freed, input, 0);
          const over = grace !== undefined && later >= grace * day;
          expect(isImmutable(changed.lock, later)).toBe(over);
          expect(done(() => putLock(changed, { ...input, MinRetentionDays: 8 }, later))).toBe(!over);
          expect(done(() => deleteLock(freed, later))).toBe(!over);
          expect(freed.lock !== undefined).toBe(over);
          expect(changed.lock?.minRetentionDays).toBe(over ? 7 : 8);
        },
      ),
    );
  });

  test("lets in a retention within its bounds, both ends included, and refuses every other", () => {
    const bound = fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined });
    fc.assert(
      fc.property(bound, bound, bound, (min, max, retention) => {
        const lock = { minRetentionDays: min, maxRetentionDays: max, lockDate: undefined };
        const kept = retention ?? Number.POSITIVE_INFINITY;
        const fits = kept >= (min ?? 0) && kept <= (max ?? Number.POSITIVE_INFINITY);
        expect(retentionRefusal(lock, { DeleteAfterDays: retention }) === undefined).toBe(fits);
      }),
    );
  });
});

describe("a locked vault", () => {
  let cloud: BackupCloud;
  let point: string;
  beforeEach(async () => {
    cloud = await backupCloud();
    point = await cloud.point({ Lifecycle: { DeleteAfterDays: 8 } });
  });
  const lock = (ChangeableForDays?: number) =>
    cloud.call("backup", "PutBackupVaultLockConfiguration", {
      BackupVaultName: "main",
      MinRetentionDays: 7,
      MaxRetentionDays: 366,
      ChangeableForDays,
    });
  const remove = () =>
    cloud.call("backup", "DeleteRecoveryPoint", { BackupVaultName: "main", RecoveryPointArn: point });
  const unlock = () =>
    cloud.call("backup", "DeleteBackupVaultLockConfiguration", { BackupVaultName: "main" });

  test.each([[undefined], [3]])("keeps every point whoever asks, grace %s days", async (grace) => {
    await lock(grace);
    await expect(remove()).rejects.toMatchObject({ name: "InvalidRequestException" });
    await expect(
      cloud.call("backup", "UpdateRecoveryPointLifecycle", {
        BackupVaultName: "main",
        RecoveryPointArn: point,
        Lifecycle: { DeleteAfterDays: 7 },
      }),
    ).rejects.toMatchObject({ name: "InvalidRequestException" });
    await unlock();
    await remove();
    await cloud.call("backup", "DeleteBackupVault", { BackupVaultName: "main" });
  });

  test("is bound for good after its grace, and still lets a point go that has lived its time", async () => {
    await lock(3);
    const { LockDate } = await cloud.call("backup", "DescribeBackupVault", { BackupVaultName: "main" });
    expect(LockDate).toEqual(new Date(cloud.clock.now() + 3 * day));
    await cloud.pass(3 * day);
    await expect(unlock()).rejects.toMatchObject({ name: "InvalidRequestException" });
    await expect(lock(3)).rejects.toMatchObject({ name: "InvalidRequestException" });
    await expect(
      cloud.call("backup", "DeleteBackupVault", { BackupVaultName: "main" }),
    ).rejects.toMatchObject({
      name: "InvalidRequestException",
      message: "Backup vault cannot be deleted because it contains recovery points.",
    });
    await cloud.pass(5 * day);
    const described = await cloud.call("backup", "DescribeBackupVault", { BackupVaultName: "main" });
    expect(described).toMatchObject({ Locked: true, NumberOfRecoveryPoints: 0 });
  });

  test("fails jobs whose retention is out of its bounds, of backups and of copies into it", async () => {
    await lock();
    for (const lifecycle of [{ DeleteAfterDays: 6 }, { DeleteAfterDays: 367 }, undefined]) {
      const id = await cloud.start({ Lifecycle: lifecycle });
      await cloud.pass(60_000);
      expect(await cloud.job(id)).toMatchObject({
        State: "FAILED",
        StatusMessage: expect.stringContaining("does not fit the vault's lock"),
      });
    }
    await cloud.call(
      "backup",
      "PutBackupVaultLockConfiguration",
      { BackupVaultName: "main", MinRetentionDays: 30 },
      "us-west-2",
    );
    expect((await cloud.copy(point))?.State).toBe("FAILED");
    expect((await cloud.copy(point, { Lifecycle: { DeleteAfterDays: 30 } }))?.State).toBe("COMPLETED");
  });
});
