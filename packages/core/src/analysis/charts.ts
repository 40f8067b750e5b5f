import { binomial, candidatesShare } from "./distribution.ts";
import type { AnalysisPolicy } from "./policy.ts";
import type { Round } from "./rounds.ts";
import { type Look, type Stratum, sequentialTest } from "./sequential-test.ts";
import { spentBy } from "./spending.ts";
import type { Row } from "./state.ts";

/** A question put to the data: one test with its own part of the level. */
export interface Chart {
  readonly level: number;
  readonly horizonMinutes: number;
  readonly rounds: readonly Round[];
  /** Undefined where the row says nothing. */
  readonly stratum: (row: Row) => Stratum | undefined;
}

export interface Answer {
  /** Minutes since the first step began, at the end of the first look that rejects. */
  readonly since: number | undefined;
  /** How much more of what is counted it would take to reject at the last look. */
  readonly missing: number;
}

export function answer({ level, horizonMinutes, rounds, stratum }: Chart): Answer {
  // Minutes of stable from before the release wait for nothing.
  const first = rounds.find(({ rows }) => rows.some(([, requests]) => requests > 0));
  const began = (first?.elapsed ?? 0) - 1;
  const looks: Look[] = [];
  const ends: number[] = [];
  for (const { elapsed, rows } of rounds) {
    const strata: Stratum[] = [];
    for (const row of rows) {
      const one = stratum(row);
      if (one) strata.push(one);
    }
    // Where nothing was counted nothing can have changed; the time's share of the level is there for the next look.
    if (strata.length === 0) continue;
    looks.push({ strata, spendable: level * spentBy(elapsed - began, horizonMinutes) });
    ends.push(elapsed);
  }
  const { rejectedAt, missing } = sequentialTest(looks);
  return { since: rejectedAt === undefined ? undefined : ends[rejectedAt], missing };
}

/** Whether the candidate has more than `odds` times stable's odds of a bad request. */
export const worseThan =
  (odds: (age: number) => number) =>
  ([age, requests, bad, stableRequests, stableBad]: Row): Stratum | undefined =>
    bad + stableBad === 0 || requests === 0 || stableRequests === 0
      ? undefined
      : {
          observed: bad,
          distribution: candidatesShare(bad + stableBad, requests, stableRequests, odds(age)),
        };

/** Whether stable has more than 1 / `odds` times the candidate's odds: the mirror of the same test. */
export const betterThan = (odds: number) => {
  const mirrored = worseThan(() => 1 / odds);
  return ([age, requests, bad, stableRequests, stableBad]: Row): Stratum | undefined =>
    mirrored([age, stableRequests, stableBad, requests, bad]);
};

/** Whether more of the candidate's requests are bad than at `rate`. */
export const above =
  (rate: (age: number) => number) =>
  ([age, requests, bad]: Row): Stratum | undefined => {
    const chance = rate(age);
    return requests === 0 || chance >= 1
      ? undefined
      : { observed: bad, distribution: binomial(requests, chance) };
  };

/** Whether fewer of the candidate's requests are bad than at `rate`: whether more of them are good. */
export const below =
  (rate: number) =>
  ([, requests, bad]: Row): Stratum | undefined =>
    requests === 0 ? undefined : { observed: requests - bad, distribution: binomial(requests, 1 - rate) };

/** How many times more bad requests a candidate may have at an age of its step. */
export const coldness =
  ({ coldRatio, coldMinutes }: AnalysisPolicy) =>
  (age: number): number =>
    age < coldMinutes ? coldRatio : 1;
