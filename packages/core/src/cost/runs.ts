import { drainGraceSeconds, pollSeconds } from "../release/limits.ts";
import type { ReleasePolicy } from "../release/policy.ts";

/** What one execution of a workflow uses that AWS bills. */
export interface RunUse {
  /** States entered, as Step Functions counts them. */
  readonly transitions: number;
  readonly lambdaCalls: number;
  /** Requests to the ledger and the idempotency table. */
  readonly tableWrites: number;
  readonly tableReads: number;
  /** Metrics asked of CloudWatch. */
  readonly metricReads: number;
}

/**
 * What a run uses, by workflow, under a policy. The numbers are of runs in virtual time on the laptop, where every poll
 * loop turns as often as AWS's own delays, as far as they are known, make it; test/workflows/release-cost.test.ts runs one
 * and holds them against it. A workflow of the registry that is not here has not been measured.
 */
export const runs: Readonly<Record<string, (policy: ReleasePolicy) => RunUse>> = {
  release,
  "release-canary": canary,
};

/** A side that served is seen to be silent for two whole minutes after this long at the earliest. */
const silentSeconds = 177;
/** Requests to the tables for each call of a step. */
const writesOfCall = 2.36;
const readsOfCall = 3.41;

/** What comes before and after the strategy's own machine, to a promotion. */
function release(): RunUse {
  const lambdaCalls = 6;
  return {
    transitions: 11,
    lambdaCalls,
    tableWrites: Math.round(lambdaCalls * writesOfCall),
    tableReads: Math.round(lambdaCalls * readsOfCall),
    metricReads: 2,
  };
}

/** A canary that is promoted: what happens once, at each weight, and at each look at the side that drains. */
function canary(policy: ReleasePolicy): RunUse {
  const weights = policy.ladder.length;
  const every = pollSeconds(policy, policy.drainSeconds + drainGraceSeconds);
  const drains = Math.ceil(Math.max(policy.drainSeconds, silentSeconds) / every) + 1;
  const lambdaCalls = Math.round(48 + 32.5 * weights) + drains;
  return {
    transitions: Math.round(133 + 79.5 * weights) + 3 * drains - 1,
    lambdaCalls,
    tableWrites: Math.round(lambdaCalls * writesOfCall),
    tableReads: Math.round(lambdaCalls * readsOfCall),
    // Four looks at each weight, five metrics of either side at each.
    metricReads: 20 + 44 * weights + Math.round(drains * 0.4),
  };
}
