interface Sleeper {
  /** Milliseconds of the world. */
  readonly at: number;
  readonly order: number;
  wake(): void;
}

/** Who waits for which moment: by time, then by order of arrival. */
export class Sleepers {
  readonly #all: Sleeper[] = [];
  #order = 0;

  /** The moment that the first one waits for; undefined when nobody sleeps. */
  get next(): number | undefined {
    return this.#all[0]?.at;
  }

  /** Resolves when woken; rejects with the signal's reason when it aborts first, and then `left` is called. */
  add(at: number, signal?: AbortSignal, left?: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper: Sleeper = {
        at,
        order: this.#order++,
        wake: () => {
          signal?.removeEventListener("abort", abort);
          resolve();
        },
      };
      const abort = (): void => {
        this.#all.splice(this.#all.indexOf(sleeper), 1);
        reject(signal?.reason);
        left?.();
      };
      signal?.addEventListener("abort", abort, { once: true });
      this.#insert(sleeper);
    });
  }

  /** Wakes the first one. */
  wake(): void {
    this.#all.shift()?.wake();
  }

  #insert(sleeper: Sleeper): void {
    let low = 0;
    let high = this.#all.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#all[middle];
      if (other && (other.at < sleeper.at || (other.at === sleeper.at && other.order < sleeper.order)))
        low = middle + 1;
      else high = middle;
    }
    this.#all.splice(low, 0, sleeper);
  }
}
