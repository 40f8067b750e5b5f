import type { ReleasePolicy } from "../release/policy.ts";
import { lookSeconds } from "../release/set/patience.ts";
import type { RunUse } from "./run-use.ts";

/** Between a release's request and its first weight; at each weight beside its bake; the least until a side is seen silent. */
const startSeconds = 60;
const shiftSeconds = 120;
const silentSeconds = 177;

const promotionSeconds = ({ ladder, bakeSeconds, drainSeconds, holdSeconds }: ReleasePolicy): number =>
  startSeconds +
  ladder.length * (bakeSeconds + shiftSeconds) +
  Math.max(drainSeconds, silentSeconds) +
  holdSeconds;

/** A set of two releases: what happens once, and at each look. */
function looked(seconds: number): RunUse {
  let looks = 1;
  for (let at = 0; at < seconds; at += lookSeconds(at)) looks++;
  return {
    transitions: 7 + 3 * looks,
    lambdaCalls: 3 + looks,
    tableWrites: 30 + 2 * looks,
    tableReads: 20 + 7 * looks,
    metricReads: 0,
  };
}

/** Sets of two releases that are promoted, each without the releases; of waves with the usual half hour between them. */
export const setRuns = {
  "release-together": (policy: ReleasePolicy): RunUse => looked(promotionSeconds(policy)),
  "release-waves": (policy: ReleasePolicy): RunUse => looked(2 * promotionSeconds(policy) + 1_800),
} as const;
