interface Sleeper {
  /** Milliseconds of the world. */
  readonly at: number;
  wake(): void;
}

/** Who waits for which moment: by time, then by order of arrival. */
export class Sleepers {
  readonly #all: Sleeper[] = [];

  /** The moment that the first one waits for; undefined when nobody sleeps. */
  get next(): number | undefined {
    return this.#all[0]?.at;
  }

  /** Resolves when woken; rejects with the signal's reason when it aborts first, and then `left` is called. */
  add(at: number, signal?: AbortSignal, left?: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper: Sleeper = {
        at,
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

  /** Behind all who wait for the same moment: they came earlier. */
  #insert(sleeper: Sleeper): void {
    let low = 0;
    let high = this.#all.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#all[middle];
      if (other && other.at <= sleeper.at) low = middle + 1;
      else high = middle;
    }
    this.#all.splice(low, 0, sleeper);
  }
}
