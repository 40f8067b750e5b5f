import { NamedError } from "@signalbox/core/error";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { RaisedAlarm } from "@signalbox/core/ledger/records";
import type { Release } from "@signalbox/core/release/release";
import { readAlarms } from "../aws/alarm.ts";
import { readAbort } from "../aws/decision.ts";
import { getItem, ledgerOf } from "../aws/ledger.ts";
import { checkLockOwned } from "../aws/lock.ts";
import type { StepContext } from "../context.ts";
import { runName } from "./names.ts";

/**
 * Stands before everything that takes a release further. Throws `Release.LockLost`, `Release.Aborted` (a person said so)
 * or `Release.AlarmRaised` (an alarm of the policy is in ALARM, or went there during the release: `wake` records it).
 */
export async function checkpoint(context: StepContext, release: Release): Promise<void> {
  await checkRecords(context, release);
  const alarms = await readAlarms(context.aws.cloudWatch, release.policy.alarms);
  const raised = alarms.find(({ state }) => state === "ALARM");
  if (raised) throw new NamedError("Release.AlarmRaised", `${raised.name} is in ALARM: ${raised.reason}`);
}

/** The same by the ledger alone: what `decide` and `wake` have recorded until now. */
export async function checkRecords(context: StepContext, release: Release): Promise<void> {
  await checkOwner(context, release);
  const { group, run } = release;
  const ledger = ledgerOf(context, group);
  const abort = await readAbort(ledger, run);
  if (abort) throw new NamedError("Release.Aborted", `${abort.by} aborted: ${abort.reason}`);
  const alarm = await getItem(ledger, ledgerKeys.alarm(run), RaisedAlarm);
  if (alarm) throw new NamedError("Release.AlarmRaised", `${alarm.name} went to ALARM: ${alarm.reason}`);
}

/**
 * Throws `Release.LockLost` unless the lock belongs to the execution of `release` that started this one: it must do nothing
 * more. Only that one is named as the run is, and Step Functions gives a name once.
 */
export async function checkOwner(
  context: StepContext,
  { group, run, execution }: Pick<Release, "group" | "run" | "execution">,
): Promise<void> {
  if (runName(context.visit.execution) !== run)
    throw new NamedError("Release.LockLost", `${context.visit.execution} was not started by ${execution}`);
  await checkLockOwned(ledgerOf(context, group), execution);
}
