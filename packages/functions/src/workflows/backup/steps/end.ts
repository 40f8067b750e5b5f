import { type BackupReport, BackupRequest, BackupRun, RunProblem } from "@signalbox/core/backup/run/run";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { hasEnded, readBackupJob, stopBackupJob } from "../../../aws/backup-job.ts";
import { classLedgerOf, putItem } from "../../../aws/ledger.ts";
import { giveLockBack } from "../../../aws/lock.ts";
import { recordPoint } from "../../../aws/point-records.ts";
import { publish } from "../../../aws/report-topic.ts";
import { readJob, stopJob, writeLedger } from "../../../backup/allow.ts";
import type { StepContext } from "../../../context.ts";
import { runName } from "../../../release/names.ts";
import { step } from "../../../step.ts";

const Ended = z.strictObject({
  request: BackupRequest,
  /** Absent where the lease was never had. */
  run: BackupRun.optional(),
  job: z.string().optional(),
  point: z.string().optional(),
  attempts: z.int(),
  problem: RunProblem.optional(),
  remarks: z.array(z.string()),
});
type Ended = z.output<typeof Ended>;

export const end = step({
  name: "End",
  description:
    "Stops a job that still runs, writes down how the run ended, tells people of a failure, and gives the lease back.",
  input: Ended,
  output: z.strictObject({ outcome: z.enum(["made", "failed"]) }),
  allow: [writeLedger, readJob, stopJob, on("topic", "sns:Publish")],
  run: async (ended, context) => {
    const { aws, platform, visit } = context;
    const ledger = classLedgerOf(context, ended.request.class);
    const report = reportOf(ended, context);
    if (ended.problem) await clear(ended, context);
    await putItem(ledger, ledgerKeys.run(report.run), report);
    if (ended.problem)
      await publish(aws.sns, platform.reportTopicArn, {
        subject: `Backup ${report.class} failed: ${ended.problem.error}`,
        text: `${report.run}: ${ended.problem.error}: ${ended.problem.cause}`,
      });
    await giveLockBack(ledger, visit.execution);
    return { outcome: report.outcome };
  },
});

function reportOf(
  { request, run, point, attempts, problem, remarks }: Ended,
  { clock, visit }: StepContext,
): BackupReport {
  return {
    class: request.class,
    run: runName(visit.execution),
    requestedBy: request.requestedBy,
    ...(run && { startedAt: new Date(run.wantedAt).toISOString() }),
    endedAt: new Date(clock.now()).toISOString(),
    outcome: problem ? "failed" : "made",
    ...(point !== undefined && { point }),
    attempts,
    ...(problem && { problem }),
    remarks,
  };
}

/** Nothing of a failed run goes on, and nobody takes what it left for a backup. */
async function clear({ request, run, job, point, problem }: Ended, context: StepContext): Promise<void> {
  const { aws, clock, visit } = context;
  if (!problem) return;
  if (job !== undefined && !hasEnded(await readBackupJob(aws.backup, job)))
    await stopBackupJob(aws.backup, job);
  const now = Math.floor(clock.now());
  await recordPoint(classLedgerOf(context, request.class), {
    kind: "failed",
    id: point ?? runName(visit.execution),
    class: request.class,
    capturedAt: run?.wantedAt ?? now,
    at: now,
    problem: { error: problem.error, sentence: problem.cause },
  });
}
