import type { Order } from "@signalbox/core/release/release";
import { isBeforePromotion } from "@signalbox/core/release/turns/turn";
import { writeDecision } from "../../aws/decision.ts";
import { journal } from "../../aws/journal.ts";
import { ledgerOf } from "../../aws/ledger.ts";
import { readRun } from "../../aws/run.ts";
import { fail } from "../../aws/task-token.ts";
import { readToken } from "../../aws/wait-token.ts";
import type { StepContext } from "../../context.ts";
import { superseded } from "../../release/checkpoint.ts";
import { imageName } from "./turn.ts";

/** Tells the release that runs to turn back, as an abort does, and ends the wait that it is in. */
export async function supersede(context: StepContext, running: string, newer: Order): Promise<void> {
  const ledger = ledgerOf(context, newer.group);
  const decision = {
    action: "supersede",
    by: newer.run,
    reason: newer.back ? `goes back: ${newer.reason}` : `releases ${imageName(newer.image)}`,
    at: new Date(context.clock.now()).toISOString(),
  } as const;
  // The record comes first: should the answer get lost, the next step of the release reads it.
  if (await writeDecision(ledger, running, decision))
    await journal(context, newer, { text: `told release ${running} to turn back` });
  // The token first: one that is stored before the phase says promoted is no token of the hold.
  const waiting = await readToken(ledger, running);
  const phase = (await readRun(ledger, running))?.phase;
  if (!waiting || phase === undefined || !isBeforePromotion(phase)) return;
  const { name: error, message: cause } = superseded(decision);
  await fail(context.aws.sfn, waiting.token, { error, cause });
}
