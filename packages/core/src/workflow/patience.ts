import type { Retrier } from "./asl.ts";

/**
 * Throttling, the network and a Lambda that was cut off are tried again for about five minutes: full jitter waits half of
 * each delay on average, 1 + 2 + 4 + 8 + 16 + 19 × 30 s in all.
 */
export const patience: Retrier = {
  ErrorEquals: ["States.TaskFailed", "States.Timeout"],
  IntervalSeconds: 1,
  BackoffRate: 2,
  MaxAttempts: 24,
  MaxDelaySeconds: 30,
  JitterStrategy: "FULL",
};
