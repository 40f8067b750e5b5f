import type { strategies } from "../config/service.ts";
import * as blueGreenLimits from "../release/blue-green/limits.ts";
import { drainGraceSeconds, requestsPollSeconds } from "../release/limits.ts";
import type { ReleasePolicy } from "../release/policy.ts";
import * as rollingLimits from "../release/rolling/limits.ts";
import type { UpgradeStrategy } from "../upgrade/strategy.ts";
import { backupRuns } from "./backup-runs.ts";
import type { RunUse } from "./run-use.ts";
import { setRuns } from "./set-runs.ts";
import { upgradeRuns } from "./upgrade-runs.ts";

/**
 * What a run uses, by workflow, under a policy. The numbers are of runs in virtual time on the laptop, where every poll
 * loop turns as often as AWS's own delays, as far as they are known, make it; test/workflows/release-cost.test.ts and
 * backup-cost.test.ts and their like run them and hold them against it. A workflow of the registry that is not here has not been measured.
 */
export const runs: Readonly<Record<string, (policy: ReleasePolicy) => RunUse>> = {
  release,
  "release-canary": canary,
  "release-blue-green": blueGreen,
  "release-rolling": rolling,
  "release-gates": gates,
  ...setRuns,
  ...backupRuns,
  ...upgradeRuns,
  pipeline,
};

/** What comes before the strategy's machine: a rehearsal, and where that finds a change that lets two versions overlap, a migration. */
export type UpgradeParts = "none" | "rehearsed" | "migrated";

const surveyed = (workflow: "rehearse" | "migrate"): readonly string[] => [
  workflow,
  "survey-database",
  "survey-database",
];

/**
 * The workflows that take part in a release, whatever its policy, each as often as it runs: gates that it has not use nothing. The
 * clone of a rehearsal is not in them.
 */
export const partsOfRelease = (
  strategy: (typeof strategies)[number] | UpgradeStrategy,
  upgrade: UpgradeParts = strategy === "maintenance-cutover" ? "migrated" : "none",
): readonly string[] => [
  "release",
  `release-${strategy}`,
  "release-gates",
  ...(upgrade === "none" ? [] : surveyed("rehearse")),
  ...(upgrade === "migrated" ? surveyed("migrate") : []),
];

/** A side that served is seen to be silent for two whole minutes after this long at the earliest. */
const silentSeconds = 177;
/** From the deployment's start to its pause with three tasks that are healthy, and to the last of three that are replaced. */
const previewSeconds = 42;
const replacedSeconds = 116;
/** Requests to the tables for each call of a step. */
const writesOfCall = 2.64;
const readsOfCall = 3.32;

/** What comes before and after the strategy's own machine, to a promotion. */
function release(): RunUse {
  const lambdaCalls = 6;
  return {
    transitions: 12,
    lambdaCalls,
    tableWrites: Math.round(lambdaCalls * writesOfCall),
    tableReads: Math.round(lambdaCalls * readsOfCall),
    metricReads: 2,
  };
}

/** A canary that is promoted: what happens once, at each weight, and at each look at the side that drains. */
function canary(policy: ReleasePolicy): RunUse {
  const weights = policy.ladder.length;
  const drains = drainLooks(policy);
  const lambdaCalls = 26 + 25 * weights + drains;
  return {
    transitions: 61 + 57 * weights + 3 * drains,
    lambdaCalls,
    tableWrites: Math.round(lambdaCalls * writesOfCall),
    // At each look at the drain, what is remembered of its generations as well.
    tableReads: Math.round(lambdaCalls * readsOfCall) + drains,
    // Four looks at each weight, five metrics of either side at each.
    metricReads: 46 * weights - 8 + Math.round(drains * 0.4),
  };
}

/** A blue-green release that is promoted by itself: what happens once, at each look at the preview, and at each at the drain. */
function blueGreen(policy: ReleasePolicy): RunUse {
  const previews = Math.ceil(previewSeconds / blueGreenLimits.pollSeconds(policy.healthySeconds)) + 1;
  const drains = drainLooks(policy);
  const lambdaCalls = 59 + previews + drains;
  return {
    transitions: 151 + 3 * (previews + drains),
    lambdaCalls,
    tableWrites: 153 + 2 * (previews + drains),
    tableReads: 82 + 3 * previews + 4 * drains,
    metricReads: Math.max(0, Math.round(1.27 * drains) - 14),
  };
}

/** A rolling release of three tasks that is promoted: what happens once, and at each look at what ECS replaces. */
function rolling(policy: ReleasePolicy): RunUse {
  const looks =
    Math.ceil(replacedSeconds / rollingLimits.lookSeconds(rollingLimits.replaceSeconds(policy, 3))) + 1;
  return {
    transitions: 26 + 3 * looks,
    lambdaCalls: 17 + looks,
    tableWrites: Math.round(79 + 2.2 * looks),
    tableReads: 66 + 3 * looks,
    metricReads: 59,
  };
}

/** Gates that all have an answer, each in one call; a policy without any starts no machine for them. */
function gates({ gates: { length: asked } }: ReleasePolicy): RunUse {
  return {
    transitions: asked === 0 ? 0 : 2 + 2 * asked,
    lambdaCalls: asked,
    tableWrites: 4 * asked,
    tableReads: 3 * asked,
    metricReads: 0,
  };
}

/**
 * A run whose image both stages serve already, with three kinds of tests and an approval. Each further look at a release that goes
 * on takes three states more; they are a twentieth of its time apart.
 */
function pipeline(): RunUse {
  return { transitions: 47, lambdaCalls: 22, tableWrites: 67, tableReads: 98, metricReads: 0 };
}

/** Looks at the side that drains. */
function drainLooks(policy: ReleasePolicy): number {
  const every = requestsPollSeconds(policy, policy.drainSeconds + drainGraceSeconds);
  return Math.ceil(Math.max(policy.drainSeconds, silentSeconds) / every) + 1;
}
