import type { Distribution } from "./distribution.ts";

/** A chance this small beside the likeliest count's is left out: all of them together are far less than any level. */
const negligible = 1e-10;
/** Bins on each side of the likeliest count; the bins are so wide that `negligible` is reached after some thirty. */
const reach = 63;

/**
 * The distribution of a sum of counts among the runs that no look has rejected.
 *
 * Counts that spread over many values are rounded up to a multiple of a bin, a power of two of at most 0.85 of a minute's
 * standard deviation. The sum of rounded counts is one more statistic, with a distribution as exact; rounding adds bin²/12,
 * at most 6 %, to the variance, and the work does not grow with the traffic.
 */
export class Frontier {
  /** Counts in a bin; it only ever grows, and `sum` is in bins. */
  bin = 1;
  /** Of what was observed. */
  sum = 0;
  /** The sum whose chance stands first. */
  #from = 0;
  #length = 1;
  #chances = new Float64Array(128);
  #next = new Float64Array(128);
  readonly #count = new Float64Array(2 * reach + 1);

  constructor() {
    this.restart();
  }

  /** Forgets all counts. */
  restart(): void {
    [this.bin, this.sum, this.#from, this.#length] = [1, 0, 0, 1];
    this.#chances[0] = 1;
  }

  /** Adds a count that is independent of those before, given what they are conditioned on. */
  add(count: Distribution, observed: number): void {
    while (0.85 * count.spread >= 2 * this.bin) this.#coarsen();
    const [low, high] = this.#weigh(count);
    this.#convolve(low, high);
    this.#from += Math.ceil(count.likely / this.bin) + low - reach;
    this.sum += Math.ceil(observed / this.bin);
  }

  /** Takes away the upper end whose chance is at most `budget`: `spent`, and the least sum in it. */
  cut(budget: number): { spent: number; limit: number } {
    const chances = this.#chances;
    let [end, spent] = [this.#length, 0];
    while (end > 0 && spent + (chances[end - 1] ?? 0) <= budget) spent += chances[--end] ?? 0;
    let [start, dropped] = [0, 0];
    while (start < end && dropped + (chances[start] ?? 0) < negligible) dropped += chances[start++] ?? 0;
    const limit = this.#from + end;
    chances.copyWithin(0, start, end);
    this.#length = end - start;
    this.#from += start;
    return { spent, limit };
  }

  /** Chances of one count by bins, into `#count` around `reach`; returns the first and the last place used. */
  #weigh({ least, most, likely, ratio }: Distribution): [number, number] {
    const [count, bin] = [this.#count, this.bin];
    count.fill(0);
    const shift = reach - Math.ceil(likely / bin);
    let total = 1;
    let high = likely;
    count[reach] = 1;
    for (let weight = 1; high < most; ) {
      weight *= ratio(high);
      if (weight < negligible) break;
      high++;
      total += weight;
      const place = Math.ceil(high / bin) + shift;
      count[place] = (count[place] ?? 0) + weight;
    }
    let low = likely;
    for (let weight = 1; low > least; ) {
      weight /= ratio(low - 1);
      if (weight < negligible) break;
      low--;
      total += weight;
      const place = Math.ceil(low / bin) + shift;
      count[place] = (count[place] ?? 0) + weight;
    }
    const [first, last] = [Math.ceil(low / bin) + shift, Math.ceil(high / bin) + shift];
    for (let place = first; place <= last; place++) count[place] = (count[place] ?? 0) / total;
    return [first, last];
  }

  #convolve(low: number, high: number): void {
    const length = this.#length + high - low;
    if (this.#next.length < length) this.#next = new Float64Array(2 * length);
    const [chances, next, count] = [this.#chances, this.#next, this.#count];
    const most = this.#length - 1;
    // Sum by sum rather than chance by chance: the total of each stays in a register.
    for (let sum = 0; sum < length; sum++) {
      let total = 0;
      const last = Math.min(high, low + sum);
      for (let j = Math.max(low, low + sum - most); j <= last; j++)
        total += (count[j] ?? 0) * (chances[sum + low - j] ?? 0);
      next[sum] = total;
    }
    [this.#chances, this.#next] = [next, chances];
    this.#length = length;
  }

  /** Doubles the bin. */
  #coarsen(): void {
    const first = Math.ceil(this.#from / 2);
    const chances = new Float64Array(this.#length);
    for (let i = 0; i < this.#length; i++) {
      const at = Math.ceil((this.#from + i) / 2) - first;
      chances[at] = (chances[at] ?? 0) + (this.#chances[i] ?? 0);
    }
    this.#length = Math.ceil((this.#from + this.#length - 1) / 2) - first + 1;
    this.#chances = chances;
    this.#from = first;
    this.sum = Math.ceil(this.sum / 2);
    this.bin *= 2;
  }
}
