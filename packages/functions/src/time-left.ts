import { abortReason } from "@signalbox/core/abort-reason";
import type { Clock } from "@signalbox/core/clock";

/** What a step still gets done after its signal aborted: an answer to write, a socket to close. Milliseconds. */
const reserveMs = 500;

/**
 * Runs work under a signal that aborts shortly before the Lambda's time is over. middy's own early time-out is not used,
 * since it sets a real timer.
 */
export async function withTimeLeft<T>(
  clock: Clock,
  leftMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const done = new AbortController();
  const alarm = clock.sleep(Math.max(0, leftMs - reserveMs), done.signal).then(
    () => over.abort(new Error(`the Lambda's time is over in ${reserveMs} ms`)),
    () => undefined,
  );
  try {
    return await work(over.signal);
  } finally {
    done.abort(abortReason);
    await alarm;
  }
}
