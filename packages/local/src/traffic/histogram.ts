/** Neighbouring buckets differ by 2 %, so a percentile is right to 2 %. */
const growth = Math.log(1.02);
/** 10 µs; the last bucket is at about 6 hours. */
const smallest = 1e-5;
const buckets = 1_080;

export interface Latencies {
  readonly count: number;
  readonly meanSeconds: number;
  readonly p50Seconds: number;
  readonly p95Seconds: number;
  readonly p99Seconds: number;
  readonly maxSeconds: number;
}

/** Latencies in fixed memory, however many there are. */
export class Histogram {
  readonly #counts = new Uint32Array(buckets);
  #count = 0;
  #sum = 0;
  #max = 0;

  add(seconds: number): void {
    const bucket = Math.floor(Math.log(Math.max(seconds, smallest) / smallest) / growth);
    const index = Math.min(bucket, buckets - 1);
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    this.#count++;
    this.#sum += seconds;
    this.#max = Math.max(this.#max, seconds);
  }

  /** All zero when nothing was added. */
  summary(): Latencies {
    return {
      count: this.#count,
      meanSeconds: this.#count === 0 ? 0 : this.#sum / this.#count,
      p50Seconds: this.#quantile(0.5),
      p95Seconds: this.#quantile(0.95),
      p99Seconds: this.#quantile(0.99),
      maxSeconds: this.#max,
    };
  }

  /** The upper edge of the bucket that holds the share's last value. */
  #quantile(share: number): number {
    if (this.#count === 0) return 0;
    let left = Math.ceil(share * this.#count);
    const index = this.#counts.findIndex((count) => {
      left -= count;
      return left <= 0;
    });
    return Math.min(this.#max, smallest * Math.exp((index + 1) * growth));
  }
}
