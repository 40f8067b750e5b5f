import type { Retrier } from "@signalbox/core/workflow/asl";

/** Throttling, the network and a Lambda that was cut off are tried again for about five minutes; what waiting does not mend is not. */
export const patient: readonly Retrier[] = [
  {
    ErrorEquals: [
      "Backup.AlreadyRunning",
      "Backup.LeaseLost",
      "Backup.TargetNotReady",
      "Backup.UnknownClass",
      "Backup.VaultMissing",
      "Backup.WrongKey",
    ],
    MaxAttempts: 0,
  },
  {
    ErrorEquals: ["States.TaskFailed", "States.Timeout"],
    IntervalSeconds: 1,
    BackoffRate: 2,
    MaxAttempts: 12,
    MaxDelaySeconds: 30,
    JitterStrategy: "FULL",
  },
];
