import type { WorldClock } from "../../clock.ts";

/** Modelled requests end in steps of this: one wake-up of the clock for all that ended since. Milliseconds. */
const step = 1_000;

/** Something that ends at a known time, unless it is taken out before. */
export interface Ending {
  /** Milliseconds since 1970. */
  readonly endsAt: number;
  end(): void;
}

/** Ends what is due as the clock passes, and sleeps only while something is under way. */
export class InFlight<E extends Ending> {
  readonly #clock: WorldClock;
  readonly #signal: AbortSignal;
  /** By the step at whose close they end. */
  readonly #steps = new Map<number, Set<E>>();
  #awake = false;

  constructor(clock: WorldClock, signal: AbortSignal) {
    this.#clock = clock;
    this.#signal = signal;
  }

  add(ending: E): void {
    const key = Math.ceil(ending.endsAt / step);
    const others = this.#steps.get(key);
    if (others) others.add(ending);
    else this.#steps.set(key, new Set([ending]));
    if (!this.#awake) {
      this.#awake = true;
      void this.#run();
    }
  }

  /** Takes out, without ending them, those that the test picks. */
  take(picks: (ending: E) => boolean): E[] {
    const taken: E[] = [];
    for (const endings of this.#steps.values())
      for (const ending of endings)
        if (picks(ending)) {
          endings.delete(ending);
          taken.push(ending);
        }
    return taken;
  }

  async #run(): Promise<void> {
    while (this.#steps.size > 0) {
      // Not to the first that ends: an earlier one may yet be added.
      const next = Math.floor(this.#clock.now() / step) + 1;
      try {
        await this.#clock.sleep(next * step - this.#clock.now(), this.#signal);
      } catch {
        // Stopped: what is under way stays unanswered.
        return;
      }
      for (const [key, endings] of this.#steps) {
        if (key > next) continue;
        this.#steps.delete(key);
        for (const ending of endings) ending.end();
      }
    }
    this.#awake = false;
  }
}
