import { NamedError } from "@signalbox/core/error";
import type { Ledger } from "../../aws/ledger.ts";
import { isHeld, readLock, takeLock } from "../../aws/lock.ts";
import type { StepContext } from "../../context.ts";
import { runName } from "../../release/names.ts";

/**
 * Takes the service's lease for this execution, which may have it already. Answers the run that has ended without giving it back, and so
 * perhaps without putting back whom it had taken out. Throws `Scaling.AlreadyRunning`.
 */
export async function takeLease(context: StepContext, ledger: Ledger): Promise<string | undefined> {
  const lock = await readLock(ledger);
  const { execution } = context.visit;
  const owner = { execution, run: runName(execution), askedAt: Math.floor(context.clock.now()) };
  if ((await isHeld(context.aws.sfn, lock, execution)) || (await takeLock(ledger, lock, owner)) === undefined)
    throw new NamedError("Scaling.AlreadyRunning", `${lock?.run ?? "another run"} scales it just now`);
  return lock?.owner === undefined || lock.owner === execution ? undefined : lock.run;
}

/** Throws `Scaling.LeaseLost` unless this execution has the lease. */
export async function insistOnLease({ visit }: StepContext, ledger: Ledger): Promise<void> {
  const lock = await readLock(ledger);
  if (lock?.owner !== visit.execution)
    throw new NamedError("Scaling.LeaseLost", `the lease belongs to ${lock?.run ?? "nobody"}`);
}
