import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { type Ledger, ledgerOf } from "../aws/ledger.ts";
import { succeed } from "../aws/task-token.ts";
import { readToken, storeToken } from "../aws/wait-token.ts";
import type { FunctionContext, StepContext } from "../context.ts";
import { runName } from "../release/names.ts";

/** The token outlives its wait a little: TTL deletes late anyway. */
const keptSeconds = 3_600;

const jobsLedgerOf = (context: FunctionContext): Ledger => ({
  ...ledgerOf(context, ""),
  pk: ledgerKeys.jobs,
});

/** Lets events of a job of AWS Backup end this wait. Each wait overwrites the one before. */
export async function listenFor(job: string, seconds: number, context: StepContext): Promise<void> {
  const { clock, token, visit } = context;
  if (token === undefined) throw new Error("only a state that waits for a task token can be woken");
  const { state, entered } = visit;
  const now = clock.now();
  const deadline = new Date(now + seconds * 1_000).toISOString();
  const wait = runName(visit.execution);
  const expires = Math.ceil(now / 1_000 + seconds + keptSeconds);
  await storeToken(
    jobsLedgerOf(context),
    job,
    { token, state, entered, wait, began: entered, deadline },
    expires,
  );
}

/** The run that waits for the job, or did. */
export const listenerOf = async (job: string, context: FunctionContext): Promise<string | undefined> =>
  (await readToken(jobsLedgerOf(context), job))?.wait;

/** Ends the wait for a job; false where it has ended, or there is none. */
export async function wake(job: string, context: FunctionContext): Promise<boolean> {
  const waiting = await readToken(jobsLedgerOf(context), job);
  return waiting !== undefined && (await succeed(context.aws.sfn, waiting.token, {}));
}
