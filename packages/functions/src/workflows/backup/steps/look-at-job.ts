import { firstSizeFindings } from "@signalbox/core/backup/checks/first-size";
import { jobFindings } from "@signalbox/core/backup/checks/job";
import { worthAnotherTry } from "@signalbox/core/backup/checks/worth-another-try";
import type { Finding } from "@signalbox/core/backup/finding";
import { mostAttempts, nextLookSeconds, patienceMs } from "@signalbox/core/backup/run/limits";
import { BackupRun, RunProblem } from "@signalbox/core/backup/run/run";
import { z } from "zod";
import { type BackupJob, hasEnded, readBackupJob, stopBackupJob } from "../../../aws/backup-job.ts";
import { classLedgerOf } from "../../../aws/ledger.ts";
import { readPointRecords } from "../../../aws/point-records.ts";
import { readVaultPoint } from "../../../aws/recovery-point.ts";
import { readJob, readLedger, readPoint, stopJob } from "../../../backup/allow.ts";
import { placesOf } from "../../../backup/places.ts";
import type { StepContext } from "../../../context.ts";
import { step } from "../../../step.ts";

export const lookAtJob = step({
  name: "LookAtJob",
  description: "Reads what AWS Backup says of the job, and once it has ended, what is to be thought of it.",
  input: z.strictObject({ run: BackupRun, job: z.string(), attempt: z.int().positive() }),
  output: z.strictObject({
    next: z.enum(["wait", "record", "try-again", "fail"]),
    waitSeconds: z.int().positive(),
    /** ARN, once there is one. */
    point: z.string().optional(),
    problem: RunProblem.optional(),
    remarks: z.array(z.string()),
  }),
  allow: [readJob, stopJob, readPoint, readLedger],
  run: async ({ run, job: id, attempt }, context) => {
    const { aws, clock } = context;
    const job = await readBackupJob(aws.backup, id);
    const since = clock.now() - job.startedAt;
    // AWS names the point of EFS before it is there.
    const point = job.state === "COMPLETED" || job.state === "PARTIAL" ? job.point : undefined;
    const seen = { waitSeconds: nextLookSeconds(since), point, remarks: [] };
    if (!hasEnded(job)) {
      if (since < patienceMs) return { ...seen, next: "wait" as const };
      await stopBackupJob(aws.backup, id);
      const cause = `the job ${id} is ${job.state} after ${Math.round(since / 3_600_000)} h`;
      return { ...seen, next: "fail" as const, problem: { error: "Backup.JobOverdue", cause } };
    }
    const findings = await judge(context, run, job);
    const remarks = findings.filter(isRemark).map(({ sentence }) => sentence);
    const worst = findings.find((finding) => !isRemark(finding));
    if (!worst) return { ...seen, next: "record" as const, remarks };
    const again = attempt < mostAttempts && worthAnotherTry(worst.error);
    const problem = { error: worst.error, cause: worst.sentence };
    return { ...seen, next: again ? ("try-again" as const) : ("fail" as const), problem, remarks };
  },
});

/** "Completed with issues" makes a point; whether it counts, its verification says. */
const isRemark = ({ error }: Finding): boolean => error === "Backup.CompletedWithIssues";

async function judge(
  context: StepContext,
  run: BackupRun,
  { state, message, point, bytes }: BackupJob,
): Promise<readonly Finding[]> {
  const { vault } = placesOf(context);
  const made =
    state === "COMPLETED" && point !== undefined
      ? await readVaultPoint(context.aws.backup, vault, point)
      : undefined;
  const findings = jobFindings({ state, message, capturedAt: made?.capturedAt, wantedAt: run.wantedAt });
  if (!made) return findings;
  const records = await readPointRecords(classLedgerOf(context, run.class));
  const isFirst = !records.some(({ kind, id }) => kind === "made" && id !== point);
  // AWS Backup tells no size of Aurora.
  return [...findings, ...firstSizeFindings(run.target === "files" ? bytes : undefined, { isFirst })];
}
