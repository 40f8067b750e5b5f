import { NamedError } from "@signalbox/core/error";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { type Decision, RaisedAlarm } from "@signalbox/core/ledger/records";
import type { Release } from "@signalbox/core/release/release";
import { isBeforePromotion } from "@signalbox/core/release/turns/turn";
import { readAlarms } from "../aws/alarm.ts";
import { readDecisions } from "../aws/decision.ts";
import { getItem, ledgerOf } from "../aws/ledger.ts";
import { checkLockOwned } from "../aws/lock.ts";
import { readRun } from "../aws/run.ts";
import type { StepContext } from "../context.ts";
import { runName } from "./names.ts";

/**
 * Stands before everything that takes a release further. Throws `Release.LockLost`, `Release.Aborted` (a person said so),
 * `Release.OverlapTooLong` (of an upgrade), `Release.AlarmRaised` (an alarm of the policy is in ALARM, or went there during the release: `wake` records it) or, before
 * promotion, `Release.Superseded` (a newer release said so).
 */
export async function checkpoint(context: StepContext, release: Release): Promise<void> {
  await checkRecords(context, release);
  const alarms = await readAlarms(context.aws.cloudWatch, release.policy.alarms);
  const raised = alarms.find(({ state }) => state === "ALARM");
  if (raised) throw new NamedError("Release.AlarmRaised", `${raised.name} is in ALARM: ${raised.reason}`);
  await checkOverlap(context, release);
}

/** Throws `Release.OverlapTooLong` where a release that is not promoted has let two versions share the database for too long. */
async function checkOverlap(context: StepContext, { group, run, upgrade }: Release): Promise<void> {
  if (upgrade?.until === undefined || context.clock.now() <= upgrade.until) return;
  const phase = (await readRun(ledgerOf(context, group), run))?.phase;
  if (phase === undefined || isBeforePromotion(phase))
    throw new NamedError(
      "Release.OverlapTooLong",
      `two versions have shared the database for ${upgrade.overlapMinutes} min, and the upgrade is ${upgrade.class}`,
    );
}

/** The same by the ledger alone: what `decide` and `wake` have recorded until now. */
export async function checkRecords(context: StepContext, release: Release): Promise<void> {
  await checkOwner(context, release);
  const { group, run } = release;
  const ledger = ledgerOf(context, group);
  const decisions = await readDecisions(ledger, run);
  const abort = decisions.find(({ action }) => action === "abort");
  if (abort) throw new NamedError("Release.Aborted", `${abort.by} aborted: ${abort.reason}`);
  const alarm = await getItem(ledger, ledgerKeys.alarm(run), RaisedAlarm);
  if (alarm) throw new NamedError("Release.AlarmRaised", `${alarm.name} went to ALARM: ${alarm.reason}`);
  const newer = decisions.find(({ action }) => action === "supersede");
  if (!newer) return;
  // It may have been said while this one was being promoted: then the newer one waits for its end.
  const phase = (await readRun(ledger, run))?.phase;
  if (phase === undefined || isBeforePromotion(phase)) throw superseded(newer);
}

/** How a release ends that a newer one has sent back. */
export const superseded = ({ by, reason }: Decision): NamedError =>
  new NamedError("Release.Superseded", `superseded by run ${by}: ${reason}`);

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
