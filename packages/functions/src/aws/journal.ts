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
  const { entered, state } = context.visit;
  const at = new Date(context.clock.now()).toISOString();
  await putItem(ledgerOf(context, group), ledgerKeys.act(run, entered, state), { at, state, ...act });
}

/** The journal of a release, oldest first. */
export const readActs = (ledger: Ledger, run: string): Promise<Act[]> =>
  queryItems(ledger, ledgerKeys.acts(run), Act);
