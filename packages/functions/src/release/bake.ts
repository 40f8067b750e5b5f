import { lookSeconds } from "@signalbox/core/release/limits";
import type { ReleasePolicy } from "@signalbox/core/release/policy";

/** When a bake ends, in milliseconds since 1970, and the seconds until it is looked at first. */
export interface Bake {
  readonly ends: number;
  readonly look: number;
}

export const bakeFrom = (now: number, policy: ReleasePolicy): Bake =>
  bakeUntil(now, now + policy.bakeSeconds * 1000, policy);

/** The same of a bake that goes on; a wait for a token takes a second at least. */
export const bakeUntil = (now: number, ends: number, policy: ReleasePolicy): Bake => ({
  ends,
  look: Math.max(1, Math.min(lookSeconds(policy), Math.ceil((ends - now) / 1000))),
});
