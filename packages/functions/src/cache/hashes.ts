/**
 * The fields of hashes of the cache at a `redis://` or `rediss://` URL, in the order of their keys; a hash that is not there
 * has none. Rejects when the cache cannot be reached, refuses, or `signal` aborts.
 */
export type ReadHashes = (
  url: string,
  keys: readonly string[],
  signal: AbortSignal,
) => Promise<readonly (readonly string[])[]>;
