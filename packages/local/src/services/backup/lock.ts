import type { Lifecycle } from "@aws-sdk/client-backup";
import type { Input } from "../service.ts";
import { invalidRequest, invalidValue, type Lock, type Vault } from "./vault.ts";

const day = 86_400_000;

/**
 * Locks a vault, or changes its lock while that may still be changed. Limits and errors:
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_PutBackupVaultLockConfiguration.html
 */
export function putLock(
  vault: Vault,
  input: Input<"backup", "PutBackupVaultLockConfiguration">,
  now: number,
): void {
  const { MinRetentionDays: min, MaxRetentionDays: max, ChangeableForDays: grace } = input;
  insistOnChangeable(vault, now);
  if (min !== undefined && min < 1) throw invalidValue("MinRetentionDays must be at least 1 day");
  if (max !== undefined && (max < 1 || max > 36_500))
    throw invalidValue("MaxRetentionDays must be between 1 and 36500 days");
  if (min !== undefined && max !== undefined && min > max)
    throw invalidValue("MinRetentionDays cannot be greater than MaxRetentionDays");
  if (grace !== undefined && (grace < 3 || grace > 36_500))
    throw invalidValue("ChangeableForDays must be between 3 and 36500 days");
  vault.lock = {
    minRetentionDays: min,
    maxRetentionDays: max,
    lockDate: grace === undefined ? undefined : now + grace * day,
  };
}

export function deleteLock(vault: Vault, now: number): void {
  insistOnChangeable(vault, now);
  vault.lock = undefined;
}

/** From its date on, nobody takes a lock off or changes it. */
export const isImmutable = (lock: Lock | undefined, now: number): boolean =>
  lock?.lockDate !== undefined && lock.lockDate <= now;

function insistOnChangeable({ name, lock }: Vault, now: number): void {
  if (isImmutable(lock, now))
    throw invalidRequest(`Vault Lock of backup vault ${name} is immutable: it cannot be changed or deleted`);
}

/** Whoever asks, and whatever the lock's mode: a locked vault loses points by their lifecycle alone. */
export function insistOnUnlocked({ name, lock }: Vault, what: string): void {
  if (lock) throw invalidRequest(`Backup vault ${name} is protected by Vault Lock: ${what} is not allowed`);
}

/**
 * Why a job's point may not go into the vault, or undefined where it may. The job fails, not the call that starts it:
 * "the vault fails that backup or copy job" (PutBackupVaultLockConfigurationInput).
 */
export function retentionRefusal(lock: Lock | undefined, lifecycle: Lifecycle): string | undefined {
  if (!lock) return undefined;
  const days = lifecycle.DeleteAfterDays ?? Number.POSITIVE_INFINITY;
  const { minRetentionDays = 0, maxRetentionDays = Number.POSITIVE_INFINITY } = lock;
  if (days >= minRetentionDays && days <= maxRetentionDays) return undefined;
  const retention = days === Number.POSITIVE_INFINITY ? "for ever" : `${days} days`;
  return `Retention of ${retention} does not fit the vault's lock, which asks for ${minRetentionDays} to ${maxRetentionDays} days`;
}
