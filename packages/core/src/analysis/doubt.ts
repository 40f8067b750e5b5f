import { above, worseThan } from "./charts.ts";
import { highestRate } from "./highest-rate.ts";
import type { AnalysisPolicy } from "./policy.ts";
import type { Round } from "./rounds.ts";
import { sequentialTest } from "./sequential-test.ts";
import type { Totals } from "./totals.ts";

/** How seldom chance alone may make a healthy candidate wait at a weight. */
const byChance = 0.1;

/**
 * Whether the newest step by itself looks worse than tolerated, as one healthy step in ten does by chance. Such a step does not
 * pass on the evidence of the steps before: some faults show only under the load of a higher weight. It is no failure: the
 * minutes to come will tell, or a person.
 */
export function doubtful(all: readonly Round[], { stable }: Totals, policy: AnalysisPolicy): boolean {
  const newest = all.at(-1)?.step;
  const rounds = all.filter(
    ({ step, rows: [row] }) => step === newest && (row?.[0] ?? 0) >= policy.coldMinutes,
  );
  const alone = rounds.some((round) => round.alone);
  const past = alone ? highestRate(stable.bad, stable.requests, byChance / 2) : 1;
  const stratum = alone ? above(() => past * policy.toleratedRatio) : worseThan(() => policy.toleratedRatio);
  const strata = rounds
    .flatMap(({ rows }) => rows)
    .map(stratum)
    .filter((one) => one !== undefined);
  const spendable = alone ? byChance / 2 : byChance;
  return sequentialTest([{ strata, spendable }]).rejectedAt !== undefined;
}
