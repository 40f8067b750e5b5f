import { z } from "zod";
import { Side } from "../platform/platform.ts";

/**
 * Generations of one group that a drain may follow: with 36 bytes for each id, the ledger's item stays far from DynamoDB's
 * 400 KB.
 */
export const mostGenerations = 2_000;

/** The Lambda in the platform's own network that says what runs. */
export const generationsReader = "running-generations";

/** What runs in the application now: ids, whatever side they run on. */
export const RunningGenerations = z.discriminatedUnion("known", [
  z.strictObject({ known: z.literal(true), running: z.array(z.string()) }),
  z.strictObject({ known: z.literal(false), why: z.string() }),
]);
export type RunningGenerations = z.output<typeof RunningGenerations>;

/** What the ledger remembers of a group's generations. */
export const RememberedGenerations = z.object({
  run: z.string(),
  /** The one that left. */
  side: Side,
  /** When `ids` ran. Milliseconds since 1970. */
  takenAt: z.number(),
  ids: z.array(z.string()),
  /**
   * Those that a release has waited for to its deadline. Open WebUI's tasks that are killed leave theirs in the cache for
   * ever, and no release is to wait for such a one twice.
   */
  left: z.array(z.string()),
  /** Seconds after `takenAt` in which the last of `ids` had ended, or had had its time; absent while they are waited for. */
  goneSeconds: z.number().min(0).optional(),
});
export type RememberedGenerations = z.output<typeof RememberedGenerations>;

export interface GenerationsEvidence {
  readonly run: string;
  readonly side: Side;
  /** When the side was at weight 0. Milliseconds since 1970, as all times here. */
  readonly since: number;
  readonly now: number;
  /** End of the last whole minute in which the side is known to have been given a request. */
  readonly servedUntil: number;
  readonly seen: RunningGenerations;
  readonly remembered: RememberedGenerations | undefined;
}

/**
 * What is to be remembered of what runs: whatever ran on both sides when the side left, or when it last was given a request
 * after that. What began later runs on the side that stays. `undefined` while nobody could say what runs.
 */
export function remember(evidence: GenerationsEvidence): RememberedGenerations | undefined {
  const { run, side, since, now, servedUntil, seen, remembered } = evidence;
  const ours = remembered?.run === run && remembered.side === side && remembered.takenAt >= since;
  if (ours && remembered.takenAt >= servedUntil) return remembered;
  if (!seen.known) return ours ? remembered : undefined;
  const running = new Set(seen.running);
  const left = (remembered?.left ?? []).filter((id) => running.has(id));
  const known = new Set(left);
  return { run, side, takenAt: now, ids: seen.running.filter((id) => !known.has(id)), left };
}

/** Those of the remembered that still run. */
export function stillRunning({ ids }: RememberedGenerations, running: readonly string[]): string[] {
  const now = new Set(running);
  return ids.filter((id) => now.has(id));
}

/** The same memory, with what was waited for in vain. */
export function leave(remembered: RememberedGenerations, ids: readonly string[]): RememberedGenerations {
  const left = [...new Set([...ids, ...remembered.left])].slice(0, mostGenerations);
  return { ...remembered, left };
}

/** `waiting`: those that still run; undefined where nobody knows. */
export interface Waited {
  readonly now: number;
  readonly since: number;
  /** How long they may go on after `since`. */
  readonly deadlineSeconds: number;
  readonly waiting: readonly string[] | undefined;
}

/** Whether generations hold a side: while one that ran when it left runs, or nobody knows, but not past the deadline. */
export function holdsForGenerations({ now, since, deadlineSeconds, waiting }: Waited): boolean {
  return waiting?.length !== 0 && now - since < deadlineSeconds * 1000;
}

/** Ids that a sentence names. */
const named = 3;

/** What became of the generations that ran when a side left. `why`: why nobody knows. */
export function generationsSentence(
  { now, since, waiting }: Pick<Waited, "now" | "since" | "waiting">,
  ran: number,
  why: string,
): string {
  const waited = Math.floor((now - since) / 1000);
  if (waiting === undefined) return `generations unknown after ${waited} s: ${why}`;
  if (waiting.length === 0)
    return ran === 0
      ? "no generation ran when it left"
      : `${counted(ran, "generation")} that ran when it left ${ran === 1 ? "has" : "have"} ended`;
  const more = waiting.length > named ? ` and ${waiting.length - named} more` : "";
  const were = waiting.length === 1 ? "was" : "were";
  return `${counted(waiting.length, "generation")} ${were} still running after ${waited} s: ${waiting.slice(0, named).join(", ")}${more}`;
}

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? "" : "s"}`;
