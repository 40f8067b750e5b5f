import type { Clock } from "@signalbox/core/clock";
import { percentNow, type Word } from "@signalbox/core/scaling/spill/room";

export interface AwaySetting {
  readonly clock: Clock;
  /** The planner's newest word; may reject, and then the one before counts as long as it would have. */
  readonly hear: () => Promise<Word | undefined>;
  /** Whether a replica answers there; never rejects. */
  readonly look: () => Promise<boolean>;
}

/** Between two questions: what the planner says changes each minute, and a region that is gone loses nobody, but a few wait. */
const askMs = 10_000;
/** A look that is older says nothing of now. */
const lookedMs = 3 * askMs;

/** What goes to another region: the share that the planner names while its word counts, and nothing unless a replica answered there just now. */
export class Away {
  readonly #setting: AwaySetting;
  #word: Word | undefined;
  #answeredAt = Number.NEGATIVE_INFINITY;

  constructor(setting: AwaySetting) {
    this.#setting = setting;
  }

  /** Of the requests, from 0 to 1. */
  get share(): number {
    const now = this.#setting.clock.now();
    return now - this.#answeredAt < lookedMs ? percentNow(this.#word, now) / 100 : 0;
  }

  /** It did not take a request that was sent there: nobody else is until it has answered a look. */
  refused(): void {
    this.#answeredAt = Number.NEGATIVE_INFINITY;
  }

  /** Asks by itself until `signal` aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#setting;
    while (!signal.aborted) {
      await this.ask();
      await clock.sleep(askMs, signal).catch(() => {});
    }
  }

  async ask(): Promise<void> {
    const { clock, hear, look } = this.#setting;
    // Deaf is not dead: the word that it has lapses by itself.
    await hear().then(
      (word) => {
        this.#word = word;
      },
      () => {},
    );
    if (percentNow(this.#word, clock.now()) === 0) return;
    if (await look()) this.#answeredAt = clock.now();
    else this.refused();
  }
}
