import { Bucket } from "./bucket.ts";

interface Span {
  readonly start: number;
  readonly bucket: Bucket;
}

/** Buckets of one length, sorted by time. Data arrives mostly in order, so the newest end is tried first. */
export class Timeline {
  readonly #length: number;
  readonly #spans: Span[] = [];

  /** `length` in milliseconds. */
  constructor(length: number) {
    this.#length = length;
  }

  save() {
    return this.#spans.map(({ start, bucket }) => ({ start, bucket: bucket.save() }));
  }

  restore(spans: ReturnType<Timeline["save"]>): void {
    for (const { start, bucket } of spans) this.#spans.push({ start, bucket: Bucket.restore(bucket) });
  }

  at(time: number): Bucket {
    const start = Math.floor(time / this.#length) * this.#length;
    const last = this.#spans.at(-1);
    if (last?.start === start) return last.bucket;
    const place = !last || last.start < start ? this.#spans.length : this.#first(start);
    const there = this.#spans[place];
    if (there?.start === start) return there.bucket;
    const bucket = new Bucket();
    this.#spans.splice(place, 0, { start, bucket });
    return bucket;
  }

  /** Buckets that start within [from, to). */
  within(from: number, to: number): readonly Bucket[] {
    const found: Bucket[] = [];
    const newest = this.newest;
    if (newest === undefined || newest < from) return found;
    for (let place = this.#first(from); place < this.#spans.length; place++) {
      const span = this.#spans[place];
      if (!span || span.start >= to) break;
      found.push(span.bucket);
    }
    return found;
  }

  /** Takes out what starts before `time`. */
  removeBefore(time: number): readonly Span[] {
    const first = this.#spans[0];
    return first && first.start < time ? this.#spans.splice(0, this.#first(time)) : [];
  }

  /** Start of the newest bucket. */
  get newest(): number | undefined {
    return this.#spans.at(-1)?.start;
  }

  #first(from: number): number {
    let low = 0;
    let high = this.#spans.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#spans[middle]?.start ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
