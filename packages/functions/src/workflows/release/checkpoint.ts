import { NamedError } from "@signalbox/core/error";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { RaisedAlarm } from "@signalbox/core/ledger/records";
import type { Release } from "@signalbox/core/release/release";
import { readAlarms } from "../../aws/alarm.ts";
import { readAbort } from "../../aws/decision.ts";
import { getItem, ledgerOf } from "../../aws/ledger.ts";
import { checkLockOwned } from "../../aws/lock.ts";
import type { StepContext } from "../../context.ts";

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
export async function checkRecords(context: StepContext, { group, run }: Release): Promise<void> {
  const ledger = ledgerOf(context, group);
  await checkLockOwned(ledger, context.visit.execution);
  const abort = await readAbort(ledger, run);
  if (abort) throw new NamedError("Release.Aborted", `${abort.by} aborted: ${abort.reason}`);
  const alarm = await getItem(ledger, ledgerKeys.alarm(run), RaisedAlarm);
  if (alarm) throw new NamedError("Release.AlarmRaised", `${alarm.name} went to ALARM: ${alarm.reason}`);
}
