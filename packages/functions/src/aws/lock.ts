import { DescribeExecutionCommand, type SFNClient } from "@aws-sdk/client-sfn";
import { NamedError } from "@signalbox/core/error";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Lock } from "@signalbox/core/ledger/records";
import type { Asked } from "@signalbox/core/release/turns/ticket";
import { getItem, type Ledger, updateItem } from "./ledger.ts";

export interface Owner extends Asked {
  /** ARN of the execution. */
  readonly execution: string;
}

export const readLock = (ledger: Ledger): Promise<Lock | undefined> => getItem(ledger, ledgerKeys.lock, Lock);

/**
 * Whether another execution owns the lock and runs; one that has ended without giving it back owns nothing. Throws
 * `Release.NeedsAPerson` when the last one left it for a person.
 */
export async function isHeld(sfn: SFNClient, lock: Lock | undefined, execution: string): Promise<boolean> {
  if (lock?.stuck !== undefined)
    throw new NamedError(
      "Release.NeedsAPerson",
      `release ${lock.run} left the lock for a person: ${lock.stuck}`,
    );
  return lock?.owner !== undefined && lock.owner !== execution && (await runs(sfn, lock.owner));
}

/**
 * Takes the lock as it was `seen` and answers its epoch, which rises with every owner; undefined where another one came in
 * between. The same owner may take it again.
 */
export async function takeLock(
  ledger: Ledger,
  seen: Lock | undefined,
  { execution, run, askedAt }: Owner,
): Promise<number | undefined> {
  if (seen?.owner === execution) return seen.epoch;
  const epoch = (seen?.epoch ?? 0) + 1;
  // The epoch alone decides: whoever came in between has raised it.
  const taken = await updateItem(ledger, ledgerKeys.lock, {
    UpdateExpression: "SET #owner = :owner, #run = :run, #epoch = :epoch, #last = :last",
    ConditionExpression: seen ? "#epoch = :seen" : "attribute_not_exists(#epoch)",
    ExpressionAttributeNames: { "#owner": "owner", "#run": "run", "#epoch": "epoch", "#last": "last" },
    ExpressionAttributeValues: {
      ":owner": execution,
      ":run": run,
      ":epoch": epoch,
      ":last": { run, askedAt },
      ...(seen && { ":seen": seen.epoch }),
    },
  });
  if (taken) return epoch;
  // Refused by its own earlier attempt, when the reply to that got lost.
  const lock = await readLock(ledger);
  return lock?.owner === execution ? lock.epoch : undefined;
}

/** Throws `Release.LockLost` when the execution does not own the lock: it must do nothing more. */
export async function checkLockOwned(ledger: Ledger, execution: string): Promise<void> {
  const lock = await readLock(ledger);
  if (lock?.owner !== execution)
    throw new NamedError("Release.LockLost", `the lock belongs to ${lock?.owner ?? "nobody"}`, { execution });
}

/** Gives the lock back; where it is somebody else's by now, nothing happens. */
export async function giveLockBack(ledger: Ledger, execution: string): Promise<void> {
  await updateItem(ledger, ledgerKeys.lock, {
    UpdateExpression: "REMOVE #owner, #run",
    ConditionExpression: "#owner = :owner",
    ExpressionAttributeNames: { "#owner": "owner", "#run": "run" },
    ExpressionAttributeValues: { ":owner": execution },
  });
}

/** Keeps the lock beyond the execution's end, with the reason. */
export async function keepLockForPerson(ledger: Ledger, execution: string, reason: string): Promise<void> {
  await updateItem(ledger, ledgerKeys.lock, {
    UpdateExpression: "SET #stuck = :reason",
    ConditionExpression: "#owner = :owner",
    ExpressionAttributeNames: { "#owner": "owner", "#stuck": "stuck" },
    ExpressionAttributeValues: { ":owner": execution, ":reason": reason },
  });
}

/** Whether an execution runs, or is about to run on. */
export async function runs(sfn: SFNClient, executionArn: string): Promise<boolean> {
  try {
    const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return status === "RUNNING" || status === "PENDING_REDRIVE";
  } catch (error) {
    // AWS forgets executions 90 days after their end.
    if (error instanceof Error && error.name === "ExecutionDoesNotExist") return false;
    throw error;
  }
}
