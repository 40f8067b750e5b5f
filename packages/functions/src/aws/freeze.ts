import { ledgerKeys } from "@signalbox/core/ledger/keys";
import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import { Freeze, freezeAt, type Holding, isHolding } from "@signalbox/core/release/turns/freeze";
import type { FunctionContext } from "../context.ts";
import { groupsLedgerOf, type Ledger, ledgerOf, putFirst, queryItems, updateItem } from "./ledger.ts";

/** Where the freezes of one group are, or those of all groups. */
export const freezesIn = (context: FunctionContext, group: string | undefined): Ledger =>
  group === undefined ? groupsLedgerOf(context) : ledgerOf(context, group);

const read = (ledger: Ledger): Promise<Freeze[]> => queryItems(ledger, ledgerKeys.freezes, Freeze);

/** The freeze that holds for a group now, by the configuration's windows and by what people have set. */
export async function readFreeze(
  context: FunctionContext,
  { name, freezes = {} }: Pick<ReleaseGroup, "name" | "freezes">,
): Promise<Holding | undefined> {
  const set = [...(await read(freezesIn(context, name))), ...(await read(freezesIn(context, undefined)))];
  return freezeAt(freezes, set, context.clock.now());
}

/** A repeated call with the same time changes nothing. */
export async function setFreeze(ledger: Ledger, freeze: Freeze): Promise<void> {
  await putFirst(ledger, ledgerKeys.freeze(freeze.at), freeze);
}

/** Ends every freeze that holds and fits, and answers which; their records stay. `now` in milliseconds since 1970. */
export async function thaw(
  ledger: Ledger,
  thawed: NonNullable<Freeze["thawed"]>,
  now: number,
  fits: (freeze: Freeze) => boolean = () => true,
): Promise<Freeze[]> {
  const holding = (await read(ledger)).filter((freeze) => isHolding(freeze, now) && fits(freeze));
  for (const { at } of holding)
    await updateItem(ledger, ledgerKeys.freeze(at), {
      UpdateExpression: "SET #thawed = if_not_exists(#thawed, :thawed)",
      ExpressionAttributeNames: { "#thawed": "thawed" },
      ExpressionAttributeValues: { ":thawed": thawed },
    });
  return holding;
}
