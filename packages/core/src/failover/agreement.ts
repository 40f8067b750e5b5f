import type { Observation } from "./observation.ts";
import { isProof, verdictOf } from "./verdict.ts";

/** An observer writes once in this time; milliseconds. */
export const periodMs = 60_000;

/** An observation counts for two periods: one that is missing is none, two are silence. */
const freshMs = 2 * periodMs;

/** How far an observer's clock may be from the one that decides; NTP on AWS keeps within milliseconds, so this is generous. */
export const skewMs = 10_000;

/** How many of the three observers have to say the same. */
export const quorum = 2;

/** An observer that has seen a region down for some time, without a word to the contrary. */
export interface Witness {
  readonly observer: string;
  /** Its first of the unbroken row; milliseconds since 1970. */
  readonly since: number;
  /** Its newest. */
  readonly until: number;
  readonly proof: boolean;
}

/**
 * Who sees a region down at `now`: observers outside it whose newest word is fresh, each with the unbroken row of `down` that ends in
 * it. A row is broken by any other verdict and by silence, so that a flapping observer never has a long one.
 */
export function witnessesOf(about: string, observations: readonly Observation[], now: number): Witness[] {
  const told = observations.filter((one) => one.about === about && one.observer !== about);
  const byObserver = Map.groupBy(told, ({ observer }) => observer);
  return [...byObserver].flatMap(([observer, own]) => {
    const row = unbroken(own, now);
    const [first, last] = [row.at(-1), row[0]];
    return first && last ? [{ observer, since: first.at, until: last.at, proof: isProof(last) }] : [];
  });
}

/** Newest first. */
function unbroken(own: readonly Observation[], now: number): Observation[] {
  const row: Observation[] = [];
  let next = now;
  for (const one of own.toSorted((a, b) => b.at - a.at)) {
    // What is dated after the row's end by more than clocks differ was not seen yet by any honest clock.
    if (one.at > now + skewMs) return [];
    if (next - one.at > freshMs || verdictOf(one) !== "down") break;
    row.push(one);
    next = one.at;
  }
  return row;
}
