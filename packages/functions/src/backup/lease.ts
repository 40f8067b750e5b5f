import { NamedError } from "@signalbox/core/error";
import type { Ledger } from "../aws/ledger.ts";
import { isHeld, readLock, takeLock } from "../aws/lock.ts";
import type { StepContext } from "../context.ts";
import { runName } from "../release/names.ts";

/** Takes the lease of a ledger for this execution, which may have it already. Throws `Backup.AlreadyRunning`, or what `held` names. */
export async function takeLease(
  context: StepContext,
  ledger: Ledger,
  held:
    | "Backup.AlreadyRunning"
    | "Recovery.AlreadyRunning"
    | "Upgrade.AlreadyRehearsing" = "Backup.AlreadyRunning",
): Promise<void> {
  const lock = await readLock(ledger);
  const { execution } = context.visit;
  const owner = { execution, run: runName(execution), askedAt: Math.floor(context.clock.now()) };
  const isTaken = await isHeld(context.aws.sfn, lock, execution);
  if (isTaken || (await takeLock(ledger, lock, owner)) === undefined)
    throw new NamedError(held, `${lock?.run ?? "another run"} works on ${ledger.pk} just now`);
}

/** Throws `Backup.LeaseLost` unless this execution has the lease: it must do nothing more. */
export async function insistOnLease({ visit }: StepContext, ledger: Ledger): Promise<void> {
  const lock = await readLock(ledger);
  if (lock?.owner !== visit.execution)
    throw new NamedError("Backup.LeaseLost", `the lease of ${ledger.pk} belongs to ${lock?.run ?? "nobody"}`);
}

/** The run that has ended without giving its lease back, and so without removing what it had restored. */
export async function stoppedRun({ aws, visit }: StepContext, ledger: Ledger): Promise<string | undefined> {
  const lock = await readLock(ledger);
  if (lock?.owner === undefined || lock.owner === visit.execution) return undefined;
  return (await isHeld(aws.sfn, lock, visit.execution)) ? undefined : lock.run;
}
