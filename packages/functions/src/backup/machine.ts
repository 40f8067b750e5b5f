import type { Retrier } from "@signalbox/core/workflow/asl";
import { patience } from "@signalbox/core/workflow/patience";

/** What waiting does not mend is not tried again. */
export const patient: readonly Retrier[] = [
  {
    ErrorEquals: [
      "Backup.AlreadyRunning",
      "Backup.NotLookedAt",
      "Backup.Empty",
      "Backup.LeaseLost",
      "Backup.NoManifest",
      "Backup.NoSuchPoint",
      "Backup.NotBeside",
      "Backup.NotCopied",
      "Backup.OutOfReach",
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
