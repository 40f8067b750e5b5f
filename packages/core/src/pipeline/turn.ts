import { z } from "zod";
import type { PipelinePhase } from "./run.ts";

/** A run that wants the image of its group to be the next. */
export interface AskedRun {
  readonly run: string;
  /** Milliseconds since 1970. */
  readonly askedAt: number;
}

/** A run that waits for its turn, in the ledger. */
export const PipelineTicket = z.object({
  run: z.string(),
  askedAt: z.number(),
  execution: z.string(),
  /** Until when it waits; milliseconds since 1970. */
  until: z.number(),
});
export type PipelineTicket = z.output<typeof PipelineTicket>;

export interface PipelineLook {
  readonly mine: PipelineTicket;
  /** Other runs of the group that wait and still run. */
  readonly waiting: readonly AskedRun[];
  /** The run that the lease belongs to and still runs. */
  readonly holder?: (AskedRun & { readonly phase: PipelinePhase }) | undefined;
  /** The one that took the lease last. */
  readonly last?: AskedRun | undefined;
  readonly now: number;
}

export type PipelineTurn =
  | { readonly kind: "take" }
  | { readonly kind: "wait"; readonly why: string; readonly supersede: boolean }
  | { readonly kind: "end"; readonly error: string; readonly why: string };

const isNewer = (one: AskedRun, other: AskedRun): boolean =>
  one.askedAt === other.askedAt ? one.run > other.run : one.askedAt > other.askedAt;

/** Of these, those that were asked for after `mine`. */
export const newerThan = (mine: AskedRun, all: readonly AskedRun[]): AskedRun[] =>
  all.filter((other) => isNewer(other, mine));

/**
 * One run of a group at a time, and of those that wait only the newest: an image that a newer one has overtaken is nobody's
 * wish any more. A run whose people are still being asked makes way; one that is being tested or released is waited for.
 */
export function pipelineTurn({ mine, waiting, holder, last, now }: PipelineLook): PipelineTurn {
  const [newer] = newerThan(mine, [...waiting, ...(holder ? [holder] : []), ...(last ? [last] : [])]);
  if (newer)
    return {
      kind: "end",
      error: "Pipeline.Superseded",
      why: `run ${newer.run} has a newer image of the group`,
    };
  if (!holder) return { kind: "take" };
  const why = `run ${holder.run} is ${holder.phase}`;
  if (now >= mine.until)
    return { kind: "end", error: "Pipeline.NotItsTurn", why: `${why} after a long wait` };
  return { kind: "wait", why, supersede: holder.phase === "waiting-for-approval" };
}
