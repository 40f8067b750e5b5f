import { Bucket } from "./bucket.ts";
import { Timeline } from "./timeline.ts";

const minute = 60_000;
/** As CloudWatch keeps them: seconds for three hours, then minutes. */
const keepSeconds = 3 * 3_600_000;
/** CloudWatch keeps minutes for 15 days; one day bounds this process at 1,440 buckets a metric. */
const keepMinutes = 24 * 3_600_000;

export interface SavedSeries {
  readonly seconds: ReturnType<Timeline["save"]>;
  readonly minutes: ReturnType<Timeline["save"]>;
  readonly newest: number;
}

/** The data of one metric with one unit. */
export class Series {
  readonly #seconds = new Timeline(1000);
  readonly #minutes = new Timeline(minute);
  #newest = 0;
  #saved: SavedSeries | undefined;

  /** The same object again while no value has come. */
  save(): SavedSeries {
    this.#saved ??= { seconds: this.#seconds.save(), minutes: this.#minutes.save(), newest: this.#newest };
    return this.#saved;
  }

  restore(saved: SavedSeries): void {
    this.#seconds.restore(saved.seconds);
    this.#minutes.restore(saved.minutes);
    this.#newest = saved.newest;
    this.#saved = saved;
  }

  /** The bucket that a value of that time belongs to; `fine` for a storage resolution of one second. */
  bucket(time: number, fine: boolean): Bucket {
    this.#saved = undefined;
    if (time >= this.#newest + minute) {
      this.#newest = time;
      this.#trim();
    }
    return (fine ? this.#seconds : this.#minutes).at(time);
  }

  /** All values of [from, to) together, or undefined where there are none. */
  window(from: number, to: number): Bucket | undefined {
    return together(this.#minutes.within(from, to).concat(this.#seconds.within(from, to)));
  }

  /** Milliseconds since 1970 of the newest data. */
  get newest(): number {
    return Math.max(this.#minutes.newest ?? 0, this.#seconds.newest ?? 0);
  }

  #trim(): void {
    for (const { start, bucket } of this.#seconds.removeBefore(this.#newest - keepSeconds))
      this.#minutes.at(start).merge(bucket);
    this.#minutes.removeBefore(this.#newest - keepMinutes);
  }
}

export function together(buckets: readonly Bucket[]): Bucket | undefined {
  if (buckets.length < 2) return buckets[0];
  const all = new Bucket();
  for (const bucket of buckets) all.merge(bucket);
  return all;
}
