import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Token } from "@signalbox/core/ledger/records";
import type { StepContext } from "../context.ts";
import { deleteItem, getItem, type Ledger, putItem } from "./ledger.ts";

/** The token outlives its wait a little, so that a late answer finds why it is late; TTL deletes late anyway. */
const keptSeconds = 3_600;

/** Stores the token that a release waits on, so that `wake` and `decide` find it. `expires`: seconds since 1970. */
export async function storeToken(ledger: Ledger, run: string, token: Token, expires: number): Promise<void> {
  await putItem(ledger, ledgerKeys.token(run), { ...token, expires });
}

/**
 * Stores the token of the state that runs, which waits for so many seconds; answers it, and when the wait is over (ISO 8601). `of`: the
 * wait, where it is another than this visit to the state.
 */
export async function storeOwnToken(
  ledger: Ledger,
  run: string,
  { clock, token, visit: { state, entered } }: Pick<StepContext, "clock" | "token" | "visit">,
  seconds: number,
  of: Partial<Pick<Token, "wait" | "began" | "deadline">> = {},
): Promise<{ readonly token: string; readonly deadline: string }> {
  if (token === undefined) throw new Error(`${state} is no state that waits for a task token`);
  const now = clock.now();
  const deadline = new Date(now + seconds * 1_000).toISOString();
  const waits = { token, state, entered, wait: entered, began: entered, deadline, ...of };
  await storeToken(ledger, run, waits, Math.ceil(now / 1_000 + seconds + keptSeconds));
  return { token, deadline };
}

export const readToken = (ledger: Ledger, run: string): Promise<Token | undefined> =>
  getItem(ledger, ledgerKeys.token(run), Token);

export const deleteToken = (ledger: Ledger, run: string): Promise<void> =>
  deleteItem(ledger, ledgerKeys.token(run));
