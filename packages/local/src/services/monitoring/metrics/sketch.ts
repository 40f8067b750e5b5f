/** Neighbouring bins lie 2 % apart, so a bin's middle is at most 1 % from any value in it. */
const gamma = 1.02;
const scale = 1 / Math.log(gamma);

const middle = (bin: number): number => (2 * gamma ** bin) / (gamma + 1);

/** The largest relative error of a percentile. */
export const relativeError = (gamma - 1) / (gamma + 1);

/**
 * How often each value was seen, by bins that grow by 2 %: 116 bins for values over a factor of ten, whatever the
 * traffic. Exact counts would keep 900 values for the same factor at three digits; CloudWatch's own agent uses such
 * bins too, of 10 %. Values must not be negative: CloudWatch has no percentiles for those.
 */
export class Sketch {
  readonly #bins = new Map<number, number>();
  #count = 0;

  save(): readonly (readonly [bin: number, count: number])[] {
    return [...this.#bins];
  }

  static restore(bins: ReturnType<Sketch["save"]>): Sketch {
    const sketch = new Sketch();
    for (const [bin, count] of bins) sketch.#put(bin, count);
    return sketch;
  }

  add(value: number, count: number): void {
    this.#put(value > 0 ? Math.ceil(Math.log(value) * scale) : Number.NEGATIVE_INFINITY, count);
  }

  merge(other: Sketch): void {
    for (const [bin, count] of other.#bins) this.#put(bin, count);
  }

  /** The value below or at which the share `quantile` (0 to 1) of all values lies, by nearest rank. */
  quantile(quantile: number): number {
    let left = Math.max(1, Math.ceil(quantile * this.#count));
    for (const bin of Float64Array.from(this.#bins.keys()).sort()) {
      left -= this.#bins.get(bin) ?? 0;
      if (left <= 0) return middle(bin);
    }
    return Number.NaN;
  }

  /** The middle of each bin with its count, ascending. */
  distribution(): (readonly [value: number, count: number])[] {
    return [...this.#bins].sort(([a], [b]) => a - b).map(([bin, count]) => [middle(bin), count]);
  }

  #put(bin: number, count: number): void {
    this.#bins.set(bin, (this.#bins.get(bin) ?? 0) + count);
    this.#count += count;
  }
}
