import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { WorldClock } from "../../clock.ts";
import { realTime } from "../../clock.ts";

/** A moment in both times, milliseconds since 1970. */
interface Moment {
  readonly world: number;
  readonly real: number;
}

/** How far off, in real milliseconds, a moment may be before the bend is remembered. */
const toleranceMs = 10;

/**
 * Which real time a time of the world was: PostgreSQL's log knows the machine's clock alone, and the world's runs faster, or
 * stands elsewhere. Between two moments that are remembered, the world's time runs evenly.
 */
export class Times {
  readonly #clock: Pick<WorldClock, "now">;
  readonly #file: string;
  readonly #bends: Moment[];
  #last: Moment;

  constructor(clock: Pick<WorldClock, "now">, file: string) {
    this.#clock = clock;
    this.#file = file;
    this.#bends = read(file);
    this.#last = this.#moment();
    this.#remember(this.#last);
  }

  /** To be called often: what bends in between is found to within the distance of two calls. */
  look(): void {
    const now = this.#moment();
    const expected = this.#extrapolated(now.world);
    if (expected === undefined || Math.abs(expected - now.real) > toleranceMs) {
      if (this.#bends.at(-1) !== this.#last) this.#remember(this.#last);
      this.#remember(now);
    }
    this.#last = now;
  }

  /** At most now. */
  realOf(world: number): number {
    this.look();
    if (world >= this.#last.world) return Math.ceil(this.#last.real);
    const after = this.#bends.findIndex((moment) => moment.world > world);
    const to = this.#bends[after] ?? this.#last;
    const from = after === -1 ? this.#bends.at(-1) : this.#bends[after - 1];
    if (!from) return to.real - (to.world - world);
    return between(from, to, world);
  }

  #moment(): Moment {
    return { world: this.#clock.now(), real: realTime() };
  }

  #extrapolated(world: number): number | undefined {
    const bend = this.#bends.at(-1);
    if (!bend) return undefined;
    return bend.world === this.#last.world ? undefined : between(bend, this.#last, world);
  }

  #remember(moment: Moment): void {
    this.#bends.push(moment);
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#bends));
    renameSync(`${this.#file}.new`, this.#file);
  }
}

function between(from: Moment, to: Moment, world: number): number {
  if (to.world === from.world) return to.real;
  return from.real + ((world - from.world) * (to.real - from.real)) / (to.world - from.world);
}

function read(file: string): Moment[] {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return []; // a new folder
  }
}
