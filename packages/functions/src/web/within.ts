import { abortReason } from "@signalbox/core/abort-reason";
import { inTime } from "@signalbox/core/in-time";
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
  const left = new AbortController();
  // What AbortSignal.any does, at half its price.
  const leave = (): void => left.abort(signal.reason);
  if (signal.aborted) leave();
  else signal.addEventListener("abort", leave, { once: true });
  try {
    return await inTime(clock, seconds * 1000, late, () => hold(work(left.signal)));
  } finally {
    signal.removeEventListener("abort", leave);
    left.abort(abortReason);
  }
}
