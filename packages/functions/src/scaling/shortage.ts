import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { allUp } from "@signalbox/core/scaling/order/standing";
import { Shortage } from "@signalbox/core/scaling/shortage";
import { getItem, type Ledger, putItem } from "../aws/ledger.ts";
import type { Seen } from "./look.ts";

const read = (ledger: Ledger) => getItem(ledger, ledgerKeys.shortage, Shortage);

/** Whether people know of a shortage that lasts: while demand grows each order fails like the one before, and says nothing new. */
export async function isToldShort(ledger: Ledger): Promise<boolean> {
  const found = await read(ledger);
  return found !== undefined && found.until === undefined;
}

export const beginShortage = (ledger: Ledger, now: number): Promise<void> =>
  putItem(ledger, ledgerKeys.shortage, { since: Math.floor(now) });

/** Where all serve by now it is over: the next one is told anew. */
export async function endShortage(ledger: Ledger, { sides }: Seen, now: number): Promise<void> {
  if (!allUp(sides)) return;
  const found = await read(ledger);
  if (found && found.until === undefined)
    await putItem(ledger, ledgerKeys.shortage, { ...found, until: now });
}
