import { peers } from "@signalbox/core/scaling/compare/families";
import { best, share, turnAll } from "@signalbox/core/scaling/compare/turn";
import { oracle } from "@signalbox/core/scaling/oracle/oracle";
import { objective, steered } from "@signalbox/core/scaling/planner/family";
import type { Policy } from "@signalbox/core/scaling/policy";
import type { ReplicaProfile } from "@signalbox/core/scaling/profile";
import { part } from "@signalbox/core/scaling/simulate/load";
import type { Outcome } from "@signalbox/core/scaling/simulate/outcome";
import { playing, type Replay } from "./replay.ts";

/** A policy's run over a trace. */
export interface Compared extends Outcome {
  readonly policy: string;
  /** Undefined where nothing is turned. */
  readonly knob: number | undefined;
  readonly make: (profile: ReplicaProfile) => Policy;
}

export interface Comparison {
  readonly scoredFrom: number;
  readonly runs: readonly Compared[];
  /** GPU-hours of the cheapest plan that knows the future. */
  readonly oracleHours: number;
}

/**
 * Ours with its one setting beside the peers, each at its cheapest knob that keeps the objective, in hindsight; where none does, at its
 * most generous one. `tell` hears whose turn it is.
 */
export async function compare(
  replay: Replay,
  scoredFrom: number,
  tell: (policy: string) => Promise<void>,
): Promise<Comparison> {
  const play = playing(replay, scoredFrom);
  const runs: Compared[] = [];
  await tell("Signalbox");
  const ours = (profile: ReplicaProfile) => steered(profile, undefined, replay.least);
  runs.push({ policy: "Signalbox, its one setting", knob: undefined, make: ours, ...play(ours) });
  for (const family of peers) {
    await tell(family.name);
    const turned = turnAll(family, play);
    const run = best(turned) ?? turned[0];
    if (run) runs.push({ policy: family.name, make: (profile) => family.make(run.knob, profile), ...run });
  }
  await tell("an oracle that knows the future");
  const scored = part(replay.load, scoredFrom, replay.minutes);
  const known = oracle(scored, replay.profile, replay.profile, {
    ...{ seconds: objective.seconds, share, least: replay.least },
  });
  return { scoredFrom, runs, oracleHours: known.achievable };
}

/** Half of the trace, a week at most, is lived through before anything counts. */
export const livedThrough = (minutes: number): number => Math.min(Math.floor(minutes / 2), 7 * 24 * 60);
