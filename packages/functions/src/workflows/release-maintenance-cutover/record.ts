import { ledgerKeys } from "@signalbox/core/ledger/keys";
import type { Release } from "@signalbox/core/release/release";
import { Cutover, type CutoverMark, marked, noCutover } from "@signalbox/core/upgrade/outage";
import { getItem, ledgerOf, putItem } from "../../aws/ledger.ts";
import type { FunctionContext } from "../../context.ts";

/** By which what it restores is told from the clone of its rehearsal. */
export const restoredRun = ({ run }: Pick<Release, "run">): string => `${run}-back`;

type Of = Pick<Release, "group" | "run">;

/** What a cutover has come to. */
export const readCutover = async (context: FunctionContext, { group, run }: Of): Promise<Cutover> =>
  (await getItem(ledgerOf(context, group), ledgerKeys.cutover(run), Cutover)) ?? noCutover;

/** Writes down what it has come to, at `at` in milliseconds since 1970; a step that runs again changes nothing. */
export async function note(
  context: FunctionContext,
  release: Of,
  change: Partial<Omit<Cutover, "marks">> & { readonly mark?: CutoverMark; readonly at?: number },
): Promise<Cutover> {
  const { mark, at = Math.floor(context.clock.now()), ...rest } = change;
  const before = await readCutover(context, release);
  const isAgain = mark !== undefined && before.marks.at(-1)?.mark === mark;
  const after = { ...(mark === undefined ? before : marked(before, mark, at)), ...(isAgain ? {} : rest) };
  if (!isAgain) await putItem(ledgerOf(context, release.group), ledgerKeys.cutover(release.run), after);
  return after;
}
