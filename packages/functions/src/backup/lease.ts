import type { BackupRun } from "@signalbox/core/backup/run/run";
import { NamedError } from "@signalbox/core/error";
import { classLedgerOf } from "../aws/ledger.ts";
import { isHeld, readLock, takeLock } from "../aws/lock.ts";
import type { StepContext } from "../context.ts";

/** Takes the lease of a class for this execution, which may have it already. Throws `Backup.AlreadyRunning`. */
export async function takeLease(context: StepContext, id: string, run: string): Promise<void> {
  const ledger = classLedgerOf(context, id);
  const { execution } = context.visit;
  const lock = await readLock(ledger);
  const askedAt = Math.floor(context.clock.now());
  const held = await isHeld(context.aws.sfn, lock, execution);
  if (held || (await takeLock(ledger, lock, { execution, run, askedAt })) === undefined)
    throw new NamedError("Backup.AlreadyRunning", `${lock?.run ?? "another run"} backs up ${id} just now`);
}

/** Throws `Backup.LeaseLost` unless this execution has the lease: it must do nothing more. */
export async function insistOnLease(context: StepContext, { class: id }: BackupRun): Promise<void> {
  const lock = await readLock(classLedgerOf(context, id));
  if (lock?.owner !== context.visit.execution)
    throw new NamedError("Backup.LeaseLost", `the lease of ${id} belongs to ${lock?.run ?? "nobody"}`);
}
