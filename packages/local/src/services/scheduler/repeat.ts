import type { Clock } from "@signalbox/core/clock";
import type { Next } from "@signalbox/core/schedule/cron";

/**
 * Calls `act` at every time that `next` gives, from `from` on; ends when there is none any more, and rejects when the
 * signal aborts. A time that is over already, as for a laptop that slept, is met at once.
 */
export async function repeat(
  clock: Clock,
  next: Next,
  from: number,
  signal: AbortSignal,
  act: (at: number) => void,
): Promise<void> {
  for (let at = next(from); at !== undefined; at = next(at)) {
    await clock.sleep(at - clock.now(), signal);
    act(at);
  }
}
