import { Sketch } from "./sketch.ts";

/** What was reported within one span of time. */
export class Bucket {
  count = 0;
  sum = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  /** Absent while all values are equal, which most metrics' are. */
  #sketch: Sketch | undefined;
  /** False once a set of statistics came in whose values are not known: then there are no percentiles. */
  #known = true;

  save() {
    const { count, sum, min, max } = this;
    return { count, sum, min, max, known: this.#known, bins: this.#sketch?.save() };
  }

  static restore({ known, bins, ...totals }: ReturnType<Bucket["save"]>): Bucket {
    const bucket = Object.assign(new Bucket(), totals);
    bucket.#known = known;
    bucket.#sketch = bins && Sketch.restore(bins);
    return bucket;
  }

  add(value: number, count: number): void {
    if (!this.#sketch && this.count > 0 && (value !== this.min || value !== this.max)) this.#spread();
    this.count += count;
    this.sum += value * count;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    if (value < 0) this.#known = false;
    this.#sketch?.add(value, count);
  }

  addSet(set: { count: number; sum: number; min: number; max: number }): void {
    if (set.min === set.max) this.add(set.min, set.count);
    else {
      this.#known = false;
      this.#total(set);
    }
  }

  merge(other: Bucket): void {
    if (other.count === 0) return;
    if (other.#known && !other.#sketch) {
      this.add(other.min, other.count);
      return;
    }
    if (!this.#sketch) this.#spread();
    if (other.#sketch) this.#sketch?.merge(other.#sketch);
    this.#known = this.#known && other.#known;
    this.#total(other);
  }

  /** Undefined where the values are not known or some are negative. */
  quantile(quantile: number): number | undefined {
    if (!this.#known || this.count === 0) return undefined;
    const value = this.#sketch ? this.#sketch.quantile(quantile) : this.min;
    return Math.min(this.max, Math.max(this.min, value));
  }

  /** Values in ascending order with how often each was seen, to the sketch's precision; undefined as for quantiles. */
  distribution(): readonly (readonly [value: number, count: number])[] | undefined {
    if (!this.#known || this.count === 0) return undefined;
    if (!this.#sketch) return [[this.min, this.count]];
    return this.#sketch
      .distribution()
      .map(([value, count]) => [Math.min(this.max, Math.max(this.min, value)), count]);
  }

  #spread(): void {
    this.#sketch = new Sketch();
    if (this.count > 0 && this.#known) this.#sketch.add(this.min, this.count);
  }

  #total(set: { count: number; sum: number; min: number; max: number }): void {
    this.count += set.count;
    this.sum += set.sum;
    this.min = Math.min(this.min, set.min);
    this.max = Math.max(this.max, set.max);
  }
}
