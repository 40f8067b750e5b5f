import type { Retrier } from "@signalbox/core/workflow/asl";
import { patience } from "@signalbox/core/workflow/patience";
import { problem } from "../../../release/machine/caught.ts";
import { TimeoutSeconds } from "../../../release/machine/expressions.ts";

/** What it was started with, as its steps take it; what Step Functions adds to the input is left out. */
export const orderGiven =
  "{% $merge([{'dryRun': false}, $sift($states.input, function($v, $k) { $k in ['what', 'point', 'time', 'dryRun', 'reason', 'requestedBy', 'partOf'] })]) %}";

export const order = "{% $order %}";
export const run = "{% $run %}";
export const at = "{% $at %}";

/** The name of what was restored, within an expression. */
export const beside = "($at.kind = 'database' ? $at.cluster : $at.bucket)";

/** Of `$looks`, which a loop begins anew. */
export const oneLookMore = "{% $looks + 1 %}";

/** What waiting does not mend is not tried again. */
export const patient: readonly Retrier[] = [
  {
    ErrorEquals: [
      "Backup.AlreadyRunning",
      "Backup.ChangedSince",
      "Backup.ConnectionChanged",
      "Backup.LeaseLost",
      "Backup.NoManifest",
      "Backup.NotBeside",
      "Backup.NotServing",
      "Backup.ReleaseRunning",
      "Backup.VaultMissing",
      "Backup.WrongKey",
      "Release.NeedsAPerson",
    ],
    MaxAttempts: 0,
  },
  patience,
];

/** Nothing is switched yet: what was restored is removed, and that is all. */
export const giveUp = {
  ErrorEquals: ["States.ALL"],
  Assign: { problem, looks: 0 },
  Next: "RemoveBeside",
} as const;

/** How long a step before the switch may take, and what its failure leads to. */
export const orRemove = { TimeoutSeconds, Retry: patient, Catch: [giveUp] } as const;

/** Nothing was done yet that would have to be undone. */
export const given = { ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "EndFailed" } as const;

/** The same of a step with nothing behind it. */
export const orEndFailed = { TimeoutSeconds, Retry: patient, Catch: [given] } as const;

/** A wait for a person is over, or a step said no. */
export const because = (error: string, cause: string) => ({ problem: { error, cause }, looks: 0 });
