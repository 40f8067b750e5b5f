import type { Phase } from "../../ledger/records.ts";
import type { Side } from "../../platform/platform.ts";
import type { Part } from "./standing.ts";

/** A release that is under way, as the ledger has it. */
export interface UnderWay {
  readonly phase: Phase | undefined;
  /** Percent of the requests that the candidate has. */
  readonly weight: number;
  readonly stable: Side;
  readonly candidate: Side;
}

/** Before the candidate is there. */
const early: readonly (Phase | undefined)[] = [undefined, "queued", "preparing", "rehearsed"];
/** While users are kept out, or a person is awaited who puts things right: whatever stands stays. */
const still: readonly (Phase | undefined)[] = ["maintenance", "stopped", "stuck"];
/** After the decision: one side has all requests, the other one goes or is kept for a way back. */
const after: readonly (Phase | undefined)[] = ["draining", "holding", "rolling-back", "closing", "ended"];

/** What each side is during a release, and its share of the requests. */
export function partsIn({
  phase,
  weight,
  stable,
  candidate,
}: UnderWay): Record<Side, { part: Part; share: number }> {
  const other = (side: Side, part: Part, share: number) => ({ [side]: { part, share } });
  const both = (one: object, two: object) => ({
    blue: { part: "idle" as Part, share: 0 },
    green: { part: "idle" as Part, share: 0 },
    ...one,
    ...two,
  });
  if (still.includes(phase))
    return both(other(stable, "leaving", 1 - weight / 100), other(candidate, "leaving", weight / 100));
  if (early.includes(phase)) return both(other(stable, "serving", 1), other(candidate, "idle", 0));
  if (after.includes(phase)) {
    const promoted = weight >= 100;
    return both(
      other(stable, promoted ? "leaving" : "serving", promoted ? 0 : 1),
      other(candidate, promoted ? "serving" : "leaving", promoted ? 1 : 0),
    );
  }
  return both(other(stable, "serving", 1 - weight / 100), other(candidate, "coming", weight / 100));
}
