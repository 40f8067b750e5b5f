/** What a cache holds: hashes alone, which is all that the doubles keep in one. */
export class Hashes {
  readonly #hashes = new Map<string, Map<string, string>>();

  /** Answers whether the field is new. */
  set(key: string, field: string, value: string): boolean {
    const hash = this.#hashes.get(key) ?? new Map<string, string>();
    this.#hashes.set(key, hash);
    const isNew = !hash.has(field);
    hash.set(field, value);
    return isNew;
  }

  /** Answers whether the field was there. A hash without fields is none. */
  delete(key: string, field: string): boolean {
    const hash = this.#hashes.get(key);
    const was = hash?.delete(field) ?? false;
    if (hash?.size === 0) this.#hashes.delete(key);
    return was;
  }

  entries(key: string): [field: string, value: string][] {
    return [...(this.#hashes.get(key) ?? [])];
  }
}
