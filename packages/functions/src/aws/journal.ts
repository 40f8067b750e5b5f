import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Act } from "@signalbox/core/ledger/records";
import type { StepContext } from "../context.ts";
import { type Ledger, ledgerOf, putItem, queryItems } from "./ledger.ts";

/** Writes what a visit did into the release's journal; a repeated visit overwrites its own entry. */
export async function journal(
  context: StepContext,
  { group, run }: { readonly group: string; readonly run: string },
  act: Omit<Act, "at" | "state">,
): Promise<void> {
  await noteAct(context, ledgerOf(context, group), run, act);
}

/** The same into any ledger. */
export async function noteAct(
  { clock, visit: { entered, state } }: StepContext,
  ledger: Ledger,
  run: string,
  act: Omit<Act, "at" | "state">,
): Promise<void> {
  const at = new Date(clock.now()).toISOString();
  await putItem(ledger, ledgerKeys.act(run, entered, state), { at, state, ...act });
}

/** The journal of a release, oldest first. */
export const readActs = (ledger: Ledger, run: string): Promise<Act[]> =>
  queryItems(ledger, ledgerKeys.acts(run), Act);
