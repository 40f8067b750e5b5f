import { normalQuantile } from "./normal-quantile.ts";

const scale = 1e-5;

/**
 * Spreads a constant sample a little (standard deviation: a hundred-thousandth of the value), since ranks say nothing of two
 * constants. Kayenta draws the noise by chance; here it is the normal scores of as many values, so that the same data always
 * give the same verdict. A constant 0 stays.
 */
export const spreadConstant = (values: readonly number[]): number[] =>
  values.map((value, index) => value + value * scale * normalQuantile((index + 0.5) / values.length));

export const isConstant = (values: readonly number[]): boolean =>
  values.every((value) => value === values[0]);
