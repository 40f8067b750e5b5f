import type { DecisionRecord } from "../planner-record.ts";
import { counts } from "../word.ts";

/**
 * Replicas' worth of demand that a region could carry beside all that it has, by its own planner's newest word; negative where its
 * objective breaks as it is, undefined where it says nothing that counts.
 * @param carried by so many replicas with the objective kept
 */
export function roomOf(
  word: DecisionRecord | undefined,
  now: number,
  carried: (replicas: number) => number,
): number | undefined {
  if (!word || word.blind || !counts(word.at, now)) return undefined;
  return carried(word.ready) - word.demand.now;
}

/** Of the planner's word what a holder goes by. */
export type Word = Pick<DecisionRecord, "at" | "spill">;

/** Percent of the requests that are to go to the other region now: nothing where the word counts no more. */
export const percentNow = (word: Word | undefined, now: number): number =>
  word?.spill && counts(word.at, now) ? word.spill.percent : 0;
