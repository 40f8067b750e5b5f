import type { Retrier } from "./asl.ts";

/**
 * Throttling, the network and a Lambda that was cut off are tried again for about five minutes: full jitter waits half of
 * each delay on average, 1 + 2 + 4 + 8 + 16 + 19 × 30 s in all.
 */
export const patience = {
  ErrorEquals: ["States.TaskFailed", "States.Timeout"],
  IntervalSeconds: 1,
  BackoffRate: 2,
  MaxAttempts: 24,
  MaxDelaySeconds: 30,
  JitterStrategy: "FULL",
} as const satisfies Retrier;

/**
 * As long as that, but asked at least every ten seconds: a release under way hears of an alarm or an abort by its next
 * attempt. 1 + 2 + 4 + 8 + 58 × 10 s in all.
 */
export const watchfulPatience = (...ErrorEquals: readonly string[]): Retrier => ({
  ...patience,
  ErrorEquals,
  MaxAttempts: 62,
  MaxDelaySeconds: 10,
});
