/** A replica that could go. */
export interface Replica {
  /** Of its task. */
  readonly id: string;
  readonly ready: boolean;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** That it serves, and that wait in it; undefined where nobody knows, which is not none. */
  readonly streams: number | undefined;
}

/**
 * Those that go first: what is not ready yet, the newest first; then those with the fewest streams, of two the newer one. One of which
 * nobody knows how much it serves never goes.
 */
export function leavers(replicas: readonly Replica[], count: number): Replica[] {
  const newest = (a: Replica, b: Replica): number => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1);
  const starting = replicas.filter(({ ready }) => !ready).toSorted(newest);
  const serving = replicas
    .flatMap((one) => (one.ready && one.streams !== undefined ? [{ one, streams: one.streams }] : []))
    .toSorted((a, b) => a.streams - b.streams || newest(a.one, b.one))
    .map(({ one }) => one);
  return [...starting, ...serving].slice(0, Math.max(0, count));
}

/** What a replica said of its streams, at the end of a period; milliseconds since 1970. */
export interface Said {
  readonly at: number;
  readonly streams: number;
}

/** Words in a row that have to say none: one may be of the moment before a request that the balancer had under way. */
const words = 2;

/** What a clock may be ahead without being found out: ten seconds are allowed, its newest word is ten old, and dated up to ten late. */
const apartMs = 30_000;

/** Whether a replica that takes no more requests since then serves none any more. */
export function isEmpty(said: readonly Said[], since: number): boolean {
  const after = said.filter(({ at }) => at > since + apartMs).toSorted((a, b) => a.at - b.at);
  return after.length >= words && after.slice(-words).every(({ streams }) => streams === 0);
}
