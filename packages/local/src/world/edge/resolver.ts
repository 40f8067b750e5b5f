import type { Clock } from "@signalbox/core/clock";
import type { Destination, Names } from "./names.ts";

/** A client's resolver: keeps to an answer for its time to live. */
export class Resolver implements Pick<Names, "resolve"> {
  readonly #clock: Clock;
  readonly #names: Pick<Names, "resolve">;
  readonly #early: number;
  readonly #known = new Map<string, { readonly answer: Destination; readonly until: number }>();

  /** `early`: milliseconds by which a name's first answer is asked for again before its time, so that clients differ. */
  constructor(clock: Clock, names: Pick<Names, "resolve">, early = 0) {
    this.#clock = clock;
    this.#names = names;
    this.#early = early;
  }

  resolve(name: string): Destination | undefined {
    const now = this.#clock.now();
    const known = this.#known.get(name);
    if (known && known.until > now) return known.answer;
    const answer = this.#names.resolve(name);
    const early = known ? 0 : this.#early;
    if (answer) this.#known.set(name, { answer, until: now + answer.ttlSeconds * 1000 - early });
    return answer;
  }
}
