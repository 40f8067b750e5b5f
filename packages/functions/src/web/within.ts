import { abortReason } from "@signalbox/core/abort-reason";
import type { FunctionContext } from "../context.ts";

/** What asking a server of somebody else's needs of a step's context. */
export type WebContext = Pick<FunctionContext, "clock" | "signal" | "hold">;

/**
 * Real work on the network for at most `seconds` of the clock: then the answer is `late`, and its
 * signal aborts, as it does when the Lambda's time is over.
 */
export async function within<T>(
  { clock, signal, hold = (work) => work }: WebContext,
  seconds: number,
  late: () => T,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const done = new AbortController();
  const left = new AbortController();
  // What AbortSignal.any does, at half its price: each of a thousand looks at a table comes by here.
  const leave = (): void => left.abort(signal.reason);
  if (signal.aborted) leave();
  else signal.addEventListener("abort", leave, { once: true });
  const tooLate = clock.sleep(seconds * 1000, done.signal).then(
    late,
    // Never wins: it is only aborted once the race is over.
    late,
  );
  try {
    return await Promise.race([tooLate, hold(work(left.signal))]);
  } finally {
    signal.removeEventListener("abort", leave);
    done.abort(abortReason);
    left.abort(abortReason);
  }
}
