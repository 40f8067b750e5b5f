import { NamedError } from "../error.ts";
import { whyTooLong } from "../release/limits.ts";
import type { Release } from "../release/release.ts";
import { migrationBound } from "./migrate-request.ts";
import { boundOverlap } from "./overlap.ts";
import type { Rehearsed } from "./rehearsal.ts";
import { planUpgrade, type UpgradePlan } from "./strategy.ts";

export interface Given {
  readonly rehearsed: Rehearsed;
  /** What the task that migrates is made of. */
  readonly taskDefinition: string;
}

/**
 * A release as its rehearsal lets it go out, with what is to be said of it. Throws `Release.UpgradeRefused`,
 * `Release.StrategyNotWired` and `Release.OverlapTooLong`.
 */
export function chooseStrategy<Of extends Release>(
  release: Of,
  { rehearsed, taskDefinition }: Given,
): { readonly release: Of; readonly sentences: readonly string[] } {
  const { judgement, evidence } = rehearsed;
  const forced = release.force && { ...release.force, by: release.requestedBy };
  const plan = planUpgrade(judgement, release.strategy, forced);
  if (!plan) {
    const [first = "the rehearsal refused it"] = judgement.refused;
    throw new NamedError("Release.UpgradeRefused", `${first} (evidence: ${evidence})`, { evidence });
  }
  insistWired(release, plan);
  const cutover = plan.strategy === "maintenance-cutover";
  // Of other groups nothing can be ready beside a version that stops first; of the same group every region stops together.
  if (cutover && release.policy.othersSeconds > 0 && !release.everywhere)
    throw new NamedError(
      "Release.UpgradeRefused",
      `two versions must not share the database across this upgrade, so that it cannot wait for others: release ${release.group} by itself, and the rest after it (evidence: ${evidence})`,
      { evidence },
    );
  const upgrade = {
    ...plan,
    evidence,
    findings: judgement.findings.slice(0, 3),
    catchUp: judgement.catchUp.length,
    taskDefinition,
    boundSeconds: migrationBound(judgement.seconds),
  };
  const why = `${judgement.class} by rehearsal: ${plan.sentence}`;
  const found = judgement.findings.slice(0, 1);
  if (plan.overlapMinutes === undefined)
    return { release: { ...release, upgrade }, sentences: [why, ...found] };
  const bounded = boundOverlap(release.policy, plan.overlapMinutes);
  const tooLong = bounded && whyTooLong(bounded.policy);
  if (!bounded || tooLong !== undefined)
    throw new NamedError(
      "Release.OverlapTooLong",
      tooLong ??
        `two versions may share the database for ${plan.overlapMinutes} min, and drain and bake alone take longer`,
    );
  const waits =
    plan.waitSeconds === undefined || plan.waitSeconds === 0
      ? []
      : [
          `what serves waits ${plan.waitSeconds.toFixed(1)} s for ${judgement.waits.join(", ")} while it is migrated`,
        ];
  return {
    release: { ...release, policy: bounded.policy, upgrade },
    sentences: [why, ...found, ...waits, ...judgement.catchUp.slice(0, 1), ...bounded.shortened],
  };
}

/** What a group's wiring can carry out: its own strategy, and a cutover between the two services of a canary. */
function insistWired({ group, strategy, force }: Release, plan: UpgradePlan): void {
  const { strategy: wanted, class: of } = plan;
  if (wanted === strategy || (wanted === "maintenance-cutover" && strategy === "canary")) return;
  const who = force
    ? `${wanted} is forced`
    : `the rehearsal calls the upgrade ${of}, which only ${wanted} allows`;
  const needed = wanted === "maintenance-cutover" ? "canary" : wanted;
  throw new NamedError(
    "Release.StrategyNotWired",
    `${who}, and ${group} is wired for ${strategy}: set the strategy of the group to ${needed}, deploy, and release again${wanted === "maintenance-cutover" ? "; or stop it by hand, migrate and start the new version" : ""}`,
    { wanted, strategy },
  );
}
