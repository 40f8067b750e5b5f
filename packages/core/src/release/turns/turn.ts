import type { Phase } from "../../ledger/records.ts";
import { freezeSentence, type Holding } from "./freeze.ts";
import { type Asked, isLater, type Ticket } from "./ticket.ts";

/** The release that holds the lock; its execution runs. */
export interface Holder {
  readonly run: string;
  /** Undefined before it has recorded anything. */
  readonly phase: Phase | undefined;
  /** Whether it is not to be sent back: it is a way back, or keeps users out until its database is migrated. */
  readonly back: boolean;
}

/** The group as one look of a release that wants its turn finds it. */
export interface Look {
  /** What it has drawn or would draw. */
  readonly mine: Ticket;
  /** Those of others whose executions run. */
  readonly waiting: readonly Ticket[];
  /** Absent where the lock is free. */
  readonly holder: Holder | undefined;
  /** The last one that took the lock. */
  readonly last: Asked | undefined;
  /** A freeze that holds for this release; a broken glass and a way back know none. */
  readonly freeze: Holding | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export type Turn =
  | { readonly kind: "take" }
  /** `supersede`: the holder is told to turn back. */
  | { readonly kind: "wait"; readonly supersede: boolean; readonly why: string }
  /** Nothing was done, and nothing will be. */
  | { readonly kind: "end"; readonly error: EndError; readonly why: string };

type EndError = "Release.Superseded" | "Release.Locked" | "Release.Frozen" | "Release.NotItsTurn";

/** Phases in which stable still is what it was, so that a newer release may send this one back to it. */
export const isBeforePromotion = (phase: Phase): boolean =>
  [
    "preparing",
    "rehearsed",
    "starting",
    "ready",
    "shifting",
    "baking",
    "waiting-for-person",
    "passed",
  ].includes(phase);

/** Phases in which the release is promoted, and an abort still brings the old side back at once. */
export const canBeCalledBack = (phase: Phase): boolean => ["draining", "holding"].includes(phase);

/**
 * Whose turn it is. Turns are taken in the order in which releases were asked for, one at a time; of those that wait only
 * the newest is worth releasing, so it replaces the others. A way back goes before all that waits, and only another way back
 * replaces it: a push that nobody watches must not undo what a person has just asked for in an emergency.
 *
 * A release past promotion is not turned back by a newer one, nor is its hold cut short: until its end its alarms and an
 * abort still bring the old side back at once, and whoever does not want to wait says promote.
 */
export function turnOf(look: Look): Turn {
  const { mine, waiting, holder, last, freeze, now } = look;
  if (last && !mine.back && isLater(last, mine))
    return end("Release.Superseded", `release ${last.run}, asked for later, has had its turn before`);
  const newer = waiting.find((other) => replaces(other, mine));
  if (newer) return end("Release.Superseded", `release ${newer.run} of ${newer.image} is newer`);
  const why = whatFor(look);
  if (why === undefined) return { kind: "take" };
  const over = mine.whenBusy === "refuse" || now >= mine.until;
  if (freeze && (over || (freeze.until ?? Number.POSITIVE_INFINITY) > mine.until))
    return end("Release.Frozen", `${freezeSentence(freeze)}, and this release does not wait so long`);
  if (mine.whenBusy === "refuse") return end("Release.Locked", why);
  if (mine.back && holder?.phase !== undefined && canBeCalledBack(holder.phase))
    return end("Release.Locked", `${why}; while it keeps the old side, its abort is the way back`);
  if (over) return end("Release.NotItsTurn", `${why}, and this release does not wait any longer`);
  return { kind: "wait", supersede: !freeze && supersedes(mine, holder), why };
}

/** What a release has to wait for; undefined where it is its turn. */
function whatFor({ mine, waiting, holder, freeze }: Look): string | undefined {
  if (holder) return `release ${holder.run} is ${holder.phase ?? "preparing"}`;
  const back = mine.back ? undefined : waiting.find((other) => other.back);
  if (back) return `release ${back.run} goes back first`;
  return freeze && freezeSentence(freeze);
}

/** Whether a release that waits makes another one's wait pointless. */
const replaces = (newer: Ticket, older: Ticket): boolean =>
  isLater(newer, older) && (newer.back || !older.back);

/** A way back is not sent back by a release: it is what a person wanted, and takes minutes; nor is a cutover, whose way back is a restore. */
const supersedes = ({ whenBusy }: Ticket, holder: Holder | undefined): boolean =>
  whenBusy === "supersede" && holder?.phase !== undefined && !holder.back && isBeforePromotion(holder.phase);

const end = (error: EndError, why: string): Turn => ({ kind: "end", error, why });
