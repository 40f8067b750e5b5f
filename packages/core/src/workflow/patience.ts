import type { Retrier } from "./asl.ts";

/** Throttling, the network and a Lambda that was cut off are tried again for about five minutes. */
export const patience: Retrier = {
  ErrorEquals: ["States.TaskFailed", "States.Timeout"],
  IntervalSeconds: 1,
  BackoffRate: 2,
  MaxAttempts: 12,
  MaxDelaySeconds: 30,
  JitterStrategy: "FULL",
};
