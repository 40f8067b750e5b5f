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
export async function checkpoint(context: StepContext, { group, run, policy }: Release): Promise<void> {
  const ledger = ledgerOf(context, group);
  await checkLockOwned(ledger, context.visit.execution);
  const abort = await readAbort(ledger, run);
  if (abort) throw new NamedError("Release.Aborted", `${abort.by} aborted: ${abort.reason}`);
  const recorded = await getItem(ledger, ledgerKeys.alarm(run), RaisedAlarm);
  if (recorded)
    throw new NamedError("Release.AlarmRaised", `${recorded.name} went to ALARM: ${recorded.reason}`);
  const alarms = await readAlarms(context.aws.cloudWatch, policy.alarms);
  const raised = alarms.find(({ state }) => state === "ALARM");
  if (raised) throw new NamedError("Release.AlarmRaised", `${raised.name} is in ALARM: ${raised.reason}`);
}
