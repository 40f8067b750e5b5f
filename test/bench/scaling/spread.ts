/** Mean, lowest and highest of a figure over the seeds. */
export interface Spread {
  readonly mean: number;
  readonly least: number;
  readonly most: number;
}

export function spreadOf(values: readonly number[]): Spread {
  return {
    mean: values.reduce((sum, one) => sum + one, 0) / values.length,
    least: Math.min(...values),
    most: Math.max(...values),
  };
}

/** "1.35 (1.31 to 1.40)". */
export const ratioText = ({ mean, least, most }: Spread): string =>
  `${mean.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})`;

/** "99.3 % (99.1)": the mean, and the worst seed. */
export const shareText = ({ mean, least }: Spread): string =>
  `${(100 * mean).toFixed(2)} % (${(100 * least).toFixed(2)})`;
