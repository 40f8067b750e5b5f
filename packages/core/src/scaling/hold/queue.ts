export interface Limits {
  /** Requests. */
  readonly most: number;
  /** Of their bodies, all together. */
  readonly mostBytes: number;
}

/**
 * Requests that wait for the first replica, in the order in which they came, as many as its limits allow. One that finds nobody after
 * all comes back to its old place.
 */
export class HeldQueue<T> {
  readonly #limits: Limits;
  readonly #held = new Map<T, { readonly since: number; bytes: number }>();
  #bytes = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#held.size;
  }

  /** False where there is no room for it. */
  take(one: T, since: number, bytes: number): boolean {
    if (this.#held.size >= this.#limits.most || this.#bytes + bytes > this.#limits.mostBytes) return false;
    this.#held.set(one, { since, bytes });
    this.#bytes += bytes;
    return true;
  }

  /** More of its body has come; false where there is no room for that, and it is held no longer. */
  grow(one: T, bytes: number): boolean {
    const found = this.#held.get(one);
    if (!found) return true;
    if (this.#bytes + bytes > this.#limits.mostBytes) {
      this.leave(one);
      return false;
    }
    found.bytes += bytes;
    this.#bytes += bytes;
    return true;
  }

  /** It is held no longer, whyever. */
  leave(one: T): void {
    const found = this.#held.get(one);
    if (!found) return;
    this.#bytes -= found.bytes;
    this.#held.delete(one);
  }

  /** All, whoever came first being the first; nobody is held afterwards. */
  release(): T[] {
    const order = [...this.#held].toSorted(([, a], [, b]) => a.since - b.since).map(([one]) => one);
    this.#held.clear();
    this.#bytes = 0;
    return order;
  }
}
