import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { WorldClock } from "../../clock.ts";
import { realTime } from "../../clock.ts";

/** A moment in both times, milliseconds since 1970. */
const Moment = z.object({ world: z.number(), real: z.number() });
type Moment = z.output<typeof Moment>;

/** Real milliseconds between two looks at how the world's time runs. */
const lookMs = 250;
/** Looks between two writes: what a killed process takes with it is ten seconds of them. */
const writeEvery = 40;
const mostBends = 2000;
/** How far off, in real milliseconds, a moment may be before the bend is remembered. */
const toleranceMs = 10;

/**
 * Which real time a time of the world was: PostgreSQL's log knows the machine's clock alone, and the world's runs faster, or
 * stands elsewhere. Between two moments that are remembered, the world's time runs evenly.
 */
export class Times {
  readonly #clock: Pick<WorldClock, "now">;
  readonly #real: () => number;
  readonly #file: string;
  /** Where the pace has changed. */
  #bends: Moment[];
  /** The newest look: the present pace is that from the last bend to it. */
  #last: Moment;
  #looks = 0;

  constructor(clock: Pick<WorldClock, "now">, file: string, real = realTime) {
    this.#clock = clock;
    this.#real = real;
    this.#file = file;
    this.#last = this.#moment();
    this.#bends = [...read(file), this.#last];
    this.#write();
  }

  /** Looks until the signal aborts; keeps no process alive. */
  async watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.look();
      // Real time: the machine's clock is what is compared.
      await wait(lookMs, undefined, { ref: false, signal }).catch(() => {});
    }
    this.#write();
  }

  /** To be called often: what bends in between is found to within the distance of two calls. */
  look(): void {
    const now = this.#moment();
    const bend = this.#bends.at(-1);
    const straight =
      !bend ||
      bend.world === this.#last.world ||
      Math.abs(between(bend, this.#last, now.world) - now.real) <= toleranceMs;
    if (!straight) this.#bend();
    this.#last = now;
    if (++this.#looks % writeEvery === 0) this.#write();
  }

  /** At most now. */
  realOf(world: number): number {
    this.look();
    if (world >= this.#last.world) return Math.ceil(this.#last.real);
    const after = this.#bends.findIndex((moment) => moment.world > world);
    const to = this.#bends[after] ?? this.#last;
    const from = after === -1 ? this.#bends.at(-1) : this.#bends[after - 1];
    return from ? between(from, to, world) : to.real - (to.world - world);
  }

  /** The older half is thinned out, to within what a fast world's time varies by itself. */
  #bend(): void {
    this.#bends.push(this.#last);
    if (this.#bends.length > mostBends)
      this.#bends = this.#bends.filter((_, index) => index % 2 === 0 || index > mostBends / 2);
  }

  #moment(): Moment {
    return { world: this.#clock.now(), real: this.#real() };
  }

  #write(): void {
    writeFileSync(`${this.#file}.new`, JSON.stringify([...this.#bends, this.#last]));
    renameSync(`${this.#file}.new`, this.#file);
  }
}

function between(from: Moment, to: Moment, world: number): number {
  if (to.world === from.world) return to.real;
  return from.real + ((world - from.world) * (to.real - from.real)) / (to.world - from.world);
}

function read(file: string): Moment[] {
  try {
    return z.array(Moment).parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return []; // a new folder
  }
}
