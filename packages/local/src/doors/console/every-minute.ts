import type { Clock } from "@signalbox/core/clock";

/** An ALB publishes a minute two seconds after its end. */
const publishedAfterMs = 3_000;

/** True once for each minute of the clock, when its metrics are there: charts need not be read more often. */
export function everyMinute(clock: Clock): () => boolean {
  let last: number | undefined;
  return () => {
    const minute = Math.floor((clock.now() - publishedAfterMs) / 60_000);
    if (minute === last) return false;
    last = minute;
    return true;
  };
}
