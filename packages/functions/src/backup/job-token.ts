import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { type Ledger, ledgerOf } from "../aws/ledger.ts";
import { succeed } from "../aws/task-token.ts";
import { readToken, storeOwnToken } from "../aws/wait-token.ts";
import type { FunctionContext, StepContext } from "../context.ts";
import { runName } from "../release/names.ts";

const jobsLedgerOf = (context: FunctionContext): Ledger => ({
  ...ledgerOf(context, ""),
  pk: ledgerKeys.jobs,
});

/** Lets events of a job of AWS Backup end this wait. Each wait overwrites the one before. */
export async function listenFor(job: string, seconds: number, context: StepContext): Promise<void> {
  const wait = runName(context.visit.execution);
  await storeOwnToken(jobsLedgerOf(context), job, context, seconds, { wait });
}

/** The run that waits for the job, or did. */
export const listenerOf = async (job: string, context: FunctionContext): Promise<string | undefined> =>
  (await readToken(jobsLedgerOf(context), job))?.wait;

/** Ends the wait for a job; false where it has ended, or there is none. */
export async function wake(job: string, context: FunctionContext): Promise<boolean> {
  const waiting = await readToken(jobsLedgerOf(context), job);
  return waiting !== undefined && (await succeed(context.aws.sfn, waiting.token, {}));
}
