/** Two windows that must both burn: the long one says that it matters, the short one that it still goes on. */
export interface BurnRate {
  /** kebab-case, part of an alarm's name. */
  readonly name: string;
  readonly longSeconds: number;
  readonly shortSeconds: number;
  /** Budgets of errors burnt in the time of one. */
  readonly factor: number;
}

/**
 * Those that page, for an objective over 30 days: 2 % of the budget in an hour, 5 % in six, 10 % in a day.
 * https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts, where the third takes three days; an
 * alarm of CloudWatch looks back one.
 */
export const burnRates: readonly BurnRate[] = [
  { name: "fast-burn", longSeconds: 3600, shortSeconds: 300, factor: 14.4 },
  { name: "steady-burn", longSeconds: 21_600, shortSeconds: 1800, factor: 6 },
  { name: "slow-burn", longSeconds: 86_400, shortSeconds: 7200, factor: 3 },
];

/** The share of failed requests, 0 to 1, above which a window burns too fast. Never more than all of them. */
export const burnThreshold = ({ factor }: BurnRate, availabilityPercent: number): number =>
  Math.min(1, factor * (1 - availabilityPercent / 100));

/** The share of the budget of 30 days that is gone when a window of this length has burnt at the threshold. */
export const budgetSpent = ({ factor, longSeconds }: BurnRate): number =>
  (factor * longSeconds) / (30 * 86_400);
