import { z } from "zod";
import type { UpgradeJudgement } from "./classify.ts";
import { UpgradeClass } from "./finding.ts";

export const UpgradeStrategy = z.enum(["canary", "blue-green", "rolling", "maintenance-cutover"]);
export type UpgradeStrategy = z.output<typeof UpgradeStrategy>;

/**
 * How a class may be released. Of the strategies that let two versions work side by side only those that bound how long keep what
 * the old version does not maintain small; nothing that overlaps is right where the old version fails.
 */
export const strategiesFor: Readonly<Record<UpgradeClass, readonly UpgradeStrategy[]>> = {
  none: ["canary", "blue-green", "rolling", "maintenance-cutover"],
  additive: ["canary", "blue-green", "maintenance-cutover"],
  breaking: ["maintenance-cutover"],
};

/** Longest overlap of two versions over an additive change, in minutes: an hour's rows are what a catch-up goes through at once. */
export const overlapMinutes = 60;

/** What a person wants against the judgement, and why; the report keeps it. */
export const Forced = z.strictObject({
  strategy: UpgradeStrategy,
  by: z.string().min(1),
  reason: z.string().trim().min(10),
});
export type Forced = z.output<typeof Forced>;

export const UpgradePlan = z.strictObject({
  class: UpgradeClass,
  strategy: UpgradeStrategy,
  /** Why this one, for people. */
  sentence: z.string(),
  /** Minutes that two versions may work side by side; absent: as long as they like, or never. */
  overlapMinutes: z.number().optional(),
  /** How long the old version waits for tables that the migration holds, in seconds; absent where it does not serve then. */
  waitSeconds: z.number().min(0).optional(),
  forced: Forced.optional(),
});
export type UpgradePlan = z.output<typeof UpgradePlan>;

/**
 * How a judged release goes out: by `usual`, the group's own strategy, where its class allows that, else by the first that it
 * allows. Forcing changes the strategy of a release, never what refuses it. Undefined: it is refused.
 */
export function planUpgrade(
  judgement: Pick<UpgradeJudgement, "class" | "waits" | "seconds"> & { readonly refused: readonly unknown[] },
  usual: UpgradeStrategy,
  forced?: Forced,
): UpgradePlan | undefined {
  if (judgement.refused.length > 0) return undefined;
  const allowed = strategiesFor[judgement.class];
  const [first = "maintenance-cutover"] = allowed;
  const strategy = forced?.strategy ?? (allowed.includes(usual) ? usual : first);
  const bounded = judgement.class !== "none" && strategy !== "maintenance-cutover";
  return {
    class: judgement.class,
    strategy,
    sentence: sentenceOf(judgement.class, strategy, usual, forced),
    ...(bounded ? { overlapMinutes, waitSeconds: judgement.waits.length > 0 ? judgement.seconds : 0 } : {}),
    ...(forced ? { forced } : {}),
  };
}

function sentenceOf(
  of: UpgradeClass,
  strategy: UpgradeStrategy,
  usual: UpgradeStrategy,
  forced?: Forced,
): string {
  const against = forced && !strategiesFor[of].includes(forced.strategy);
  if (forced)
    return `${forced.by} forced ${strategy}${against ? `, which ${of} does not allow` : ""}: ${forced.reason}`;
  return strategy === usual
    ? `${strategy}, which ${of} allows.`
    : `${strategy}: ${of} does not allow ${usual}.`;
}
