import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { RecoveryRun } from "@signalbox/core/recovery/run";
import { getItem, type Ledger, putItem, workLedgerOf } from "../../aws/ledger.ts";
import { publish } from "../../aws/report-topic.ts";
import type { FunctionContext, StepContext } from "../../context.ts";
import { runName } from "../../release/names.ts";

export const recoveryLedgerOf = (context: Pick<FunctionContext, "aws" | "platform">): Ledger =>
  workLedgerOf(context, "recover", "harm");

export const readRecovery = (context: FunctionContext, run: string): Promise<RecoveryRun | undefined> =>
  getItem(recoveryLedgerOf(context), ledgerKeys.run(run), RecoveryRun);

export const writeRecovery = (context: FunctionContext, record: RecoveryRun): Promise<void> =>
  putItem(recoveryLedgerOf(context), ledgerKeys.run(record.run), record);

/** The record of this execution. */
export async function ownRecovery(context: StepContext): Promise<RecoveryRun> {
  const run = runName(context.visit.execution);
  const record = await readRecovery(context, run);
  if (!record) throw new Error(`the recovery ${run} has no record`);
  return record;
}

export const momentOf = ({ clock }: Pick<FunctionContext, "clock">): string =>
  new Date(clock.now()).toISOString();

/** Tells people once that a phase begins. The record comes after it: a message that is sent twice is better than none. */
export async function entering(
  context: FunctionContext,
  record: RecoveryRun,
  phase: RecoveryRun["phase"],
  text: string,
): Promise<RecoveryRun> {
  if (record.phase === phase) return record;
  const { aws, platform } = context;
  await publish(aws.sns, platform.reportTopicArn, {
    subject: `Recovery from ${record.reason}: ${phase}`,
    text: [`${record.run}: ${text}`, ...record.plan].join("\n"),
  });
  return { ...record, phase };
}
