import type { Retrier } from "@signalbox/core/workflow/asl";
import { patience } from "@signalbox/core/workflow/patience";

/** What waiting does not mend is not tried again. */
export const patient: readonly Retrier[] = [
  {
    ErrorEquals: [
      "Backup.AlreadyRunning",
      "Backup.LeaseLost",
      "Backup.NoSuchPoint",
      "Backup.NotCopied",
      "Backup.TargetNotReady",
      "Backup.UnknownClass",
      "Backup.UnknownRegion",
      "Backup.VaultMissing",
      "Backup.WrongKey",
    ],
    MaxAttempts: 0,
  },
  patience,
];
