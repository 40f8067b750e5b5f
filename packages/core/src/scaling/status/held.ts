import { type HeldSeries, heldCounts, heldQueries, heldQuery, heldSeries } from "../hold/held-series.ts";
import type { ReadMetrics } from "../metric-query.ts";
import { measuredSeconds } from "../replica-metrics.ts";

/** What a holder keeps, by its newest word. */
export interface Held {
  readonly requests: number;
  /** How long the oldest of them waits, to ten seconds. */
  readonly oldestSeconds: number;
  /** Were answered 503 in the last hour: no room, or no replica in time. */
  readonly refused: number;
}

const hourMs = 3_600_000;
const periodMs = measuredSeconds * 1000;
/** Its last word counts for so long, as a replica's does. */
const silentMs = 120_000;
/** Longer than anybody may be held (`hold.patienceSeconds`); CloudWatch keeps ten seconds for three hours. */
const lookBackMs = 4_000_000;

/** What the holder of that ECS service keeps at `now`, in milliseconds since 1970; undefined where it is silent. */
export async function readHeld(read: ReadMetrics, holder: string, now: number): Promise<Held | undefined> {
  const end = Math.floor(now / periodMs) * periodMs;
  const asked = [
    ...heldQueries({ service: holder, spills: false }, measuredSeconds),
    heldQuery(holder, "refused", measuredSeconds),
  ];
  const found = await read({ start: end - lookBackMs, end }, asked);
  const kept = heldAt(heldSeries(found, measuredSeconds), now);
  const hourAgo = now - hourMs;
  const refused = [...heldCounts(found, "refused")]
    .filter(([start]) => start >= hourAgo)
    .reduce((sum, [, count]) => sum + count, 0);
  return kept && { ...kept, refused };
}

/** Whoever came first goes on first, so that the oldest of those who are held is the first of as many who came last. */
export function heldAt(
  { held, came }: Pick<HeldSeries, "held" | "came">,
  now: number,
): Omit<Held, "refused"> | undefined {
  const newest = Math.max(...held.keys());
  if (newest + periodMs < now - silentMs) return undefined;
  const requests = held.get(newest) ?? 0;
  if (requests === 0) return { requests, oldestSeconds: 0 };
  let start = newest;
  for (let left = requests; start > newest - lookBackMs; start -= periodMs) {
    left -= came.get(start) ?? 0;
    if (left <= 0) break;
  }
  return { requests, oldestSeconds: (newest + periodMs - start) / 1000 };
}
