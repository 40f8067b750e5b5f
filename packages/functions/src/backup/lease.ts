import { NamedError } from "@signalbox/core/error";
import type { Ledger } from "../aws/ledger.ts";
import { isHeld, readLock, takeLock } from "../aws/lock.ts";
import type { StepContext } from "../context.ts";
import { runName } from "../release/names.ts";

/** Takes the lease of a ledger for this execution, which may have it already. Throws `Backup.AlreadyRunning`. */
export async function takeLease(context: StepContext, ledger: Ledger): Promise<void> {
  const lock = await readLock(ledger);
  const { execution } = context.visit;
  const owner = { execution, run: runName(execution), askedAt: Math.floor(context.clock.now()) };
  const held = await isHeld(context.aws.sfn, lock, execution);
  if (held || (await takeLock(ledger, lock, owner)) === undefined)
    throw new NamedError(
      "Backup.AlreadyRunning",
      `${lock?.run ?? "another run"} works on ${ledger.pk} just now`,
    );
}

/** Throws `Backup.LeaseLost` unless this execution has the lease: it must do nothing more. */
export async function insistOnLease({ visit }: StepContext, ledger: Ledger): Promise<void> {
  const lock = await readLock(ledger);
  if (lock?.owner !== visit.execution)
    throw new NamedError("Backup.LeaseLost", `the lease of ${ledger.pk} belongs to ${lock?.run ?? "nobody"}`);
}
