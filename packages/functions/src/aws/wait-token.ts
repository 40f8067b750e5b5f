import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Token } from "@signalbox/core/ledger/records";
import { deleteItem, getItem, type Ledger, putItem } from "./ledger.ts";

/** Stores the token that a release waits on, so that `wake` and `decide` find it. `expires`: seconds since 1970. */
export async function storeToken(ledger: Ledger, run: string, token: Token, expires: number): Promise<void> {
  await putItem(ledger, ledgerKeys.token(run), { ...token, expires });
}

export const readToken = (ledger: Ledger, run: string): Promise<Token | undefined> =>
  getItem(ledger, ledgerKeys.token(run), Token);

export const deleteToken = (ledger: Ledger, run: string): Promise<void> =>
  deleteItem(ledger, ledgerKeys.token(run));
