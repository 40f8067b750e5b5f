import { type Answer, above, answer, below, betterThan, coldness, worseThan } from "./charts.ts";
import { highestRate } from "./highest-rate.ts";
import type { AnalysisPolicy } from "./policy.ts";
import type { Round } from "./rounds.ts";
import type { Totals } from "./totals.ts";

/** What the tests of one metric say so far. */
export interface Evidence {
  /** Minutes since the first step began after which a test first rejected "no worse than tolerated". */
  readonly worseSince: number | undefined;
  /** Bad requests that the candidate has, of those it may have until it fails; undefined where no test could run. */
  readonly moreToFail: number | undefined;
  /** Minutes after which a test first rejected "unacceptable", and by what: the ratio to stable's odds, or the rate. */
  readonly goodSince: number | undefined;
  readonly goodBy: "ratio" | "rate" | undefined;
}

/** Shares of alpha: of the minutes with fresh capacity, where these are told apart, and of the time at weight 100. */
const [freshShare, aloneShare] = [0.25, 0.08];

/**
 * Asks of one metric whether the candidate is worse than tolerated, at `level` over all looks.
 *
 * Beside stable it is held against `toleratedRatio` times stable's odds. At weight 100, where stable serves nothing, it is held
 * against `unacceptableRatio` times the highest rate that stable's requests before leave possible; half of that
 * test's level is for the bound being wrong. It assumes that the world is no worse than it was then, hence the wider
 * tolerance: an outage of something that both need would look like the candidate's. What was found beside stable stays found.
 *
 * Each is asked twice: of the minutes with warm capacity; and of all minutes, where the fresh ones may be `coldRatio` times as
 * bad. So a cold start is no failure, and a candidate that is sicker than any cold start fails before it is warm. Of one that
 * is not, the fresh minutes can say nothing: that cold start could explain them.
 *
 * The levels add up to `level`, so that the chance of any false alarm does too (union bound).
 */
export function evidenceAgainst(
  all: readonly Round[],
  { stable }: Totals,
  policy: AnalysisPolicy,
  level: number,
): Pick<Evidence, "worseSince" | "moreToFail"> {
  const { toleratedRatio, unacceptableRatio, horizonMinutes } = policy;
  const alone = all.some((round) => round.alone);
  const bound = (aloneShare * level) / 2;
  const past = alone ? highestRate(stable.bad, stable.requests, bound) : 1;
  const ask = (rounds: readonly Round[], share: number, cold: (age: number) => number): Answer[] => [
    answer({
      level: level * (1 - aloneShare) * share,
      horizonMinutes,
      rounds: rounds.filter((round) => !round.alone),
      stratum: worseThan((age) => toleratedRatio * cold(age)),
    }),
    answer({
      level: bound * share,
      horizonMinutes,
      rounds: rounds.filter((round) => round.alone),
      stratum: above((age) => past * unacceptableRatio * cold(age)),
    }),
  ];
  const warm = () => 1;
  const answers = tellsFreshApart(policy)
    ? [...ask(warmOf(all, policy), 1 - freshShare, warm), ...ask(all, freshShare, coldness(policy))]
    : ask(all, 1, warm);
  const missing = Math.min(...answers.map((one) => one.missing));
  return {
    worseSince: earliest(answers.map(({ since }) => since)),
    moreToFail: Number.isFinite(missing) ? Math.max(0, missing) : undefined,
  };
}

/**
 * Asks whether the candidate is shown not to be unacceptable: to have less than `unacceptableRatio` times stable's odds, or
 * fewer bad requests than `acceptable`. Half of beta each, and all of it for the first where nothing is acceptable by itself.
 */
export function evidenceFor(
  all: readonly Round[],
  policy: AnalysisPolicy,
  acceptable: number,
): Pick<Evidence, "goodSince" | "goodBy"> {
  const { beta, unacceptableRatio, horizonMinutes } = policy;
  const level = acceptable === 0 ? beta : beta / 2;
  const byRatio = answer({
    level,
    horizonMinutes,
    rounds: warmOf(all, policy).filter(({ alone }) => !alone),
    stratum: betterThan(unacceptableRatio),
  }).since;
  const byRate = answer({
    level,
    horizonMinutes,
    rounds: acceptable === 0 ? [] : all,
    stratum: below(acceptable),
  }).since;
  const goodSince = earliest([byRatio, byRate]);
  return {
    goodSince,
    goodBy: goodSince === undefined ? undefined : goodSince === byRatio ? "ratio" : "rate",
  };
}

const tellsFreshApart = ({ coldRatio, coldMinutes }: AnalysisPolicy): boolean =>
  coldRatio > 1 && coldMinutes > 0;

/** Rounds whose capacity is no longer fresh. */
const warmOf = (all: readonly Round[], { coldMinutes }: AnalysisPolicy): Round[] =>
  all.filter(({ rows: [row] }) => (row?.[0] ?? 0) >= coldMinutes);

function earliest(minutes: readonly (number | undefined)[]): number | undefined {
  const known = minutes.filter((minute) => minute !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
