import type { Retrier } from "@signalbox/core/workflow/asl";
import { patience } from "@signalbox/core/workflow/patience";

/** What waiting does not mend is not tried again. */
export const patient: readonly Retrier[] = [
  {
    ErrorEquals: [
      "Backup.NotBeside",
      "Backup.TargetNotReady",
      "Backup.UnknownClass",
      "Release.Aborted",
      "Release.ImageNotFound",
      "Upgrade.AlreadyRehearsing",
      "Upgrade.NotRedirected",
      "Upgrade.UnknownGroup",
    ],
    MaxAttempts: 0,
  },
  patience,
];
