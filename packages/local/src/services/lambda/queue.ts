import type { Clock } from "@signalbox/core/clock";
import type { Outcome } from "./outcome.ts";

/** Minutes before the first and the second retry: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const retryMinutes = [1, 2];

/** Runs an asynchronous invocation until it answers, at most three times; the event is lost after that, as on AWS. */
export async function runQueued(
  clock: Clock,
  signal: AbortSignal,
  attempt: () => Promise<Outcome>,
): Promise<void> {
  let outcome = await attempt();
  for (const minutes of retryMinutes) {
    if (!outcome.functionError) return;
    await clock.sleep(minutes * 60_000, signal);
    outcome = await attempt();
  }
}
