import { ascending } from "./ascending.ts";
import { rankTogether } from "./ranks.ts";

/** The experiment's mean as a multiple of the control's; NaN where either is 0. */
export function meanRatio(control: readonly number[], experiment: readonly number[]): number {
  const [below, above] = [mean(control), mean(experiment)];
  return below === 0 || above === 0 ? Number.NaN : above / below;
}

/**
 * Common language effect size: the share of pairs in which the experiment's value is the higher, ties counting half. Vargha
 * and Delaney, Journal of Educational and Behavioral Statistics 25(2), 2000.
 */
export function commonLanguageEffect(control: readonly number[], experiment: readonly number[]): number {
  const [m, n] = [experiment.length, control.length];
  const { sum } = rankTogether(ascending(experiment), ascending(control), 0);
  return (2 * sum - m * (m + 1)) / (2 * n * m);
}

/** In two passes, which the ratio's limits see in the last digit: Kayenta's library does the same. */
function mean(values: readonly number[]): number {
  const first = values.reduce((sum, value) => sum + value, 0) / values.length;
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}
