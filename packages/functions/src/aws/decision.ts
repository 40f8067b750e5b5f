import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Decision } from "@signalbox/core/ledger/records";
import { getItem, type Ledger, putFirst, queryItems, updateItem } from "./ledger.ts";

export const readAbort = (ledger: Ledger, run: string): Promise<Decision | undefined> =>
  getItem(ledger, ledgerKeys.abort(run), Decision);

export const readDecisions = (ledger: Ledger, run: string): Promise<Decision[]> =>
  queryItems(ledger, ledgerKeys.decisions(run), Decision);

/** Of two aborts, and of two that supersede, the first one stays; answers whether it was this one. */
export async function writeDecision(ledger: Ledger, run: string, decision: Decision): Promise<boolean> {
  return await putFirst(ledger, keyOf(run, decision), decision);
}

function keyOf(run: string, { action, at }: Decision): string {
  if (action === "promote") return ledgerKeys.promote(run, at);
  return action === "abort" ? ledgerKeys.abort(run) : ledgerKeys.supersede(run);
}

/** The promote that was made for this very wait. */
export async function readPromoteFor(
  ledger: Ledger,
  run: string,
  visit: string,
): Promise<Decision | undefined> {
  const decisions = await readDecisions(ledger, run);
  return decisions.find((each) => each.action === "promote" && each.visit === visit);
}

/**
 * The promote that answers this wait: one that was made for it, or those that were made before it and answer none yet,
 * which it then takes. One that was made for an earlier wait came too late for that and says nothing about this.
 */
export async function takePromote(ledger: Ledger, run: string, visit: string): Promise<Decision | undefined> {
  const promotes = (await readDecisions(ledger, run)).filter(({ action }) => action === "promote");
  const mine = promotes.find((decision) => decision.visit === visit);
  if (mine) return mine;
  let taken: Decision | undefined;
  // All of them: who says it twice means one wait, not two.
  for (const decision of promotes.filter((each) => each.visit === undefined)) {
    const mineNow = await updateItem(ledger, ledgerKeys.promote(run, decision.at), {
      UpdateExpression: "SET #visit = :visit",
      // Its own visit: the reply to an earlier attempt may have been lost.
      ConditionExpression: "attribute_not_exists(#visit) OR #visit = :visit",
      ExpressionAttributeNames: { "#visit": "visit" },
      ExpressionAttributeValues: { ":visit": visit },
    });
    if (mineNow) taken ??= decision;
  }
  return taken;
}
