import type { Retrier } from "@signalbox/core/workflow/asl";
import { patience } from "@signalbox/core/workflow/patience";
import { taskWithToken } from "@signalbox/core/workflow/task";
import { problem } from "../release/machine/caught.ts";
import { TimeoutSeconds } from "../release/machine/expressions.ts";
import { awaitJob } from "./steps/await-job.ts";

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

/**
 * Between two looks at a job of AWS Backup, `$job`: its event ends the wait at once; without one it lasts `$wait` seconds. What an
 * event says is not taken for true, so whatever ends the wait, a look comes next.
 */
export const waitForJob = <const Next extends string>(next: Next) =>
  taskWithToken<typeof awaitJob, Next>(awaitJob, {
    with: "{% $merge([{'seconds': $wait}, $job = null ? {} : {'job': $job}]) %}",
    TimeoutSeconds: "{% $wait %}",
    Retry: [{ ErrorEquals: ["States.Timeout"], MaxAttempts: 0 }, patience],
    Catch: [{ ErrorEquals: ["States.ALL"], Next: next }],
    Next: next,
  });

/** After a look at a job of AWS Backup: what its step says comes next. */
export const whatNow = <
  const Record extends string,
  const Start extends string,
  const Wait extends string,
>(next: {
  readonly record: Record;
  readonly start: Start;
  readonly wait: Wait;
}) =>
  ({
    Type: "Choice",
    Choices: [
      { Condition: "{% $states.input.next = 'record' %}", Next: next.record },
      {
        Condition: "{% $states.input.next = 'try-again' %}",
        // Another token: of the same one AWS would answer with the job that failed.
        Assign: { attempt: "{% $attempt + 1 %}" },
        Next: next.start,
      },
      { Condition: "{% $states.input.next = 'fail' %}", Next: "EndFailed" },
    ],
    Default: next.wait,
  }) as const;

/** Whatever happens while the lease is held: it is written down and the lease given back. */
export const giveUp = { ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "EndFailed" } as const;

/** How long a step that holds the lease may take, and what its failure leads to. */
export const orEndFailed = { TimeoutSeconds, Retry: patient, Catch: [giveUp] } as const;

/** Of the step that writes down a failure and gives the lease back. */
export const endFailed = {
  TimeoutSeconds,
  Retry: patient,
  // The lease goes with the execution: whoever comes next sees that its owner has ended.
  Catch: [{ ErrorEquals: ["States.ALL"], Next: "Failed" }],
  Next: "Failed",
} as const;

/** Of the step that takes the lease: it is somebody else's, or there is none of such a class, so none is given back. */
export const withoutLease = {
  ErrorEquals: ["Backup.AlreadyRunning", "Backup.UnknownClass"],
  Assign: { problem },
  Next: "Failed",
} as const;
