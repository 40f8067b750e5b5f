import { answer, below, betterThan } from "./charts.ts";
import { highestRate } from "./highest-rate.ts";
import type { AnalysisPolicy } from "./policy.ts";
import type { Round } from "./rounds.ts";
import type { Stratum } from "./sequential-test.ts";
import type { Row } from "./state.ts";
import type { Totals } from "./totals.ts";

/** Chance that a weight at which the candidate is unacceptable counts as shown, half for each of the two ways. */
const wrong = 0.2;
/** Weights of a ladder, about: each has its part of the horizon. */
const weights = 4;

/**
 * Whether the newest weight by itself shows the candidate not to be unacceptable, at a far milder level than all weights
 * together have to. Some faults show only under the load of a higher weight, and evidence of the weights before knows
 * nothing of them; so it carries most of the proof, but not all.
 *
 * At weight 100 the ratio is that to the lowest rate which stable's requests before leave possible.
 */
export function shownAtNewest(
  all: readonly Round[],
  { stable }: Totals,
  policy: AnalysisPolicy,
  acceptable: number,
): boolean {
  const newest = all.at(-1)?.step;
  const own = all.filter(({ step }) => step === newest);
  const warm = own.filter(({ rows: [row] }) => (row?.[0] ?? 0) >= policy.coldMinutes);
  const shows = (level: number, rounds: readonly Round[], stratum: (row: Row) => Stratum | undefined) =>
    answer({ level, horizonMinutes: policy.horizonMinutes / weights, rounds, stratum }).since !== undefined;
  if (acceptable > 0 && shows(wrong / 2, own, below(acceptable))) return true;
  if (!own.some(({ alone }) => alone)) return shows(wrong / 2, warm, betterThan(policy.unacceptableRatio));
  const lowest = 1 - highestRate(stable.requests - stable.bad, stable.requests, wrong / 4);
  const unacceptable = Math.min(policy.unacceptableRatio * lowest, 1 - Number.EPSILON);
  return lowest > 0 && shows(wrong / 4, warm, below(unacceptable));
}
