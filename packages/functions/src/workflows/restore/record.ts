import { Restoration } from "@signalbox/core/backup/run/restoration";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { getItem, putFirst, putItem, workLedgerOf } from "../../aws/ledger.ts";
import type { FunctionContext, StepContext } from "../../context.ts";
import { runName } from "../../release/names.ts";

/** What of a restore tells it from others. */
export const Named = Restoration.pick({ what: true, run: true });
type Named = Pick<Restoration, "what" | "run">;

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

/** Once: a step that runs again finds it. */
export async function beginRecord(
  order: Pick<Restoration, "what" | "requestedBy" | "reason">,
  context: StepContext,
): Promise<void> {
  const { clock, visit } = context;
  const run = runName(visit.execution);
  const at = new Date(clock.now()).toISOString();
  const record: Restoration = {
    what: order.what,
    run,
    execution: visit.execution,
    requestedBy: order.requestedBy,
    reason: order.reason,
    startedAt: at,
    phase: "planning",
    plan: [],
    phases: [{ phase: "planning", at }],
  };
  await putFirst(workLedgerOf(context, "restore", order.what), ledgerKeys.run(run), record);
}

/** What a record has at its end. */
export const ended = ({ clock }: StepContext, how: Pick<Restoration, "outcome" | "problem">) => ({
  phase: "ended" as const,
  endedAt: new Date(clock.now()).toISOString(),
  ...how,
});
