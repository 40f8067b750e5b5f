import { Restoration, type RestoreRun } from "@signalbox/core/backup/run/restoration";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { getItem, putItem, workLedgerOf } from "../../aws/ledger.ts";
import type { FunctionContext } from "../../context.ts";

type Named = Pick<RestoreRun, "what" | "run">;

export const readRestoration = (
  context: FunctionContext,
  { what, run }: Named,
): Promise<Restoration | undefined> =>
  getItem(workLedgerOf(context, "restore", what), ledgerKeys.run(run), Restoration);

/** Writes down what has become of a restore. Its own execution alone writes its record, one state after another. */
export async function note(
  context: FunctionContext,
  named: Named,
  change: Partial<Restoration>,
): Promise<Restoration> {
  const before = await readRestoration(context, named);
  if (!before) throw new Error(`the restore ${named.run} has no record`);
  return await noteOn(context, before, change);
}

/** The same on a record that was just read. */
export async function noteOn(
  context: FunctionContext,
  before: Restoration,
  change: Partial<Restoration>,
): Promise<Restoration> {
  const { phase = before.phase } = change;
  const at = new Date(context.clock.now()).toISOString();
  const isNew = before.phases.at(-1)?.phase !== phase;
  const after = { ...before, ...change, phases: isNew ? [...before.phases, { phase, at }] : before.phases };
  await putItem(workLedgerOf(context, "restore", before.what), ledgerKeys.run(before.run), after);
  return after;
}
