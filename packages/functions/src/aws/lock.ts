import { DescribeExecutionCommand, type SFNClient } from "@aws-sdk/client-sfn";
import { NamedError } from "@signalbox/core/error";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Lock } from "@signalbox/core/ledger/records";
import { getItem, type Ledger, updateItem } from "./ledger.ts";

export interface Owner {
  /** ARN of the execution. */
  readonly execution: string;
  readonly run: string;
}

export const readLock = (ledger: Ledger): Promise<Lock | undefined> => getItem(ledger, ledgerKeys.lock, Lock);

/**
 * Throws `Release.Locked` when another execution that still runs owns the lock, and `Release.NeedsAPerson` when the last
 * one left it for a person. An owner that has ended without giving it back is no owner.
 */
export async function checkLockFree(ledger: Ledger, sfn: SFNClient, owner: Owner): Promise<Lock | undefined> {
  const lock = await readLock(ledger);
  if (lock?.stuck !== undefined)
    throw new NamedError(
      "Release.NeedsAPerson",
      `release ${lock.run} left the lock for a person: ${lock.stuck}`,
    );
  if (lock?.owner !== undefined && lock.owner !== owner.execution && (await runs(sfn, lock.owner)))
    throw new NamedError("Release.Locked", `release ${lock.run} of this group is running`, {
      owner: lock.owner,
    });
  return lock;
}

/** Takes the lock and answers its epoch, which rises with every owner. The same owner may take it again. */
export async function takeLock(ledger: Ledger, sfn: SFNClient, owner: Owner): Promise<number> {
  const seen = await checkLockFree(ledger, sfn, owner);
  if (seen?.owner === owner.execution) return seen.epoch;
  const epoch = (seen?.epoch ?? 0) + 1;
  // The epoch alone decides: whoever came in between has raised it.
  const taken = await updateItem(ledger, ledgerKeys.lock, {
    UpdateExpression: "SET #owner = :owner, #run = :run, #epoch = :epoch",
    ConditionExpression: seen ? "#epoch = :seen" : "attribute_not_exists(#epoch)",
    ExpressionAttributeNames: { "#owner": "owner", "#run": "run", "#epoch": "epoch" },
    ExpressionAttributeValues: {
      ":owner": owner.execution,
      ":run": owner.run,
      ":epoch": epoch,
      ...(seen && { ":seen": seen.epoch }),
    },
  });
  // Refused by its own earlier attempt, when the reply to that got lost.
  if (!taken && (await readLock(ledger))?.owner !== owner.execution)
    throw new NamedError("Release.Locked", "another release of this group took the lock first");
  return epoch;
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

async function runs(sfn: SFNClient, executionArn: string): Promise<boolean> {
  try {
    const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return status === "RUNNING" || status === "PENDING_REDRIVE";
  } catch (error) {
    // AWS forgets executions 90 days after their end.
    if (error instanceof Error && error.name === "ExecutionDoesNotExist") return false;
    throw error;
  }
}
