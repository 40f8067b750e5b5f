import { jobFindings } from "@signalbox/core/backup/checks/job";
import { worthAnotherTry } from "@signalbox/core/backup/checks/worth-another-try";
import { CopyRun } from "@signalbox/core/backup/run/copy";
import { mostAttempts, nextLookSeconds, patienceMs } from "@signalbox/core/backup/run/limits";
import { RunProblem } from "@signalbox/core/backup/run/run";
import { anywhere } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { hasEnded } from "../../../aws/backup-job.ts";
import { readCopyJob } from "../../../aws/copy-job.ts";
import { step } from "../../../step.ts";

export const lookAtCopy = step({
  name: "LookAtCopy",
  description: "Reads what AWS Backup says of the job, and once it has ended, what is to be thought of it.",
  input: z.strictObject({ run: CopyRun, job: z.string(), attempt: z.int().positive() }),
  output: z.strictObject({
    next: z.enum(["wait", "record", "try-again", "fail"]),
    waitSeconds: z.int().positive(),
    /** ARN, once it is whole. */
    copy: z.string().optional(),
    problem: RunProblem.optional(),
    remarks: z.array(z.string()),
  }),
  allow: [anywhere("backup:DescribeCopyJob")],
  run: async ({ run, job: id, attempt }, { aws, clock }) => {
    const job = await readCopyJob(aws.backup, id);
    const since = clock.now() - job.startedAt;
    const seen = { waitSeconds: nextLookSeconds(since), remarks: [] };
    if (!hasEnded(job)) {
      if (since < patienceMs) return { ...seen, next: "wait" as const };
      const cause = `the copy ${id} is ${job.state} after ${Math.round(since / 3_600_000)} h`;
      return { ...seen, next: "fail" as const, problem: { error: "Backup.JobOverdue", cause } };
    }
    const { state, message, copy } = job;
    const findings = jobFindings({ state, message, capturedAt: undefined, wantedAt: run.wantedAt });
    const remarks = findings.map(({ sentence }) => sentence);
    if (state === "COMPLETED") return { ...seen, next: "record" as const, copy, remarks };
    const [worst] = findings;
    const error = worst?.error ?? "Backup.JobFailed";
    const again = attempt < mostAttempts && worthAnotherTry(error);
    const problem = { error, cause: worst?.sentence ?? state };
    return { ...seen, next: again ? ("try-again" as const) : ("fail" as const), problem };
  },
});
