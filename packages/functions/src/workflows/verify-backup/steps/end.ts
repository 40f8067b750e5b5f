import { RunProblem } from "@signalbox/core/backup/run/run";
import { Proof, type VerificationReport, VerifyRequest } from "@signalbox/core/backup/run/verification";
import { Verdict, VerifyRun } from "@signalbox/core/backup/run/verify-run";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { putItem, workLedgerOf } from "../../../aws/ledger.ts";
import { giveLockBack } from "../../../aws/lock.ts";
import { publish } from "../../../aws/report-topic.ts";
import { writeLedger } from "../../../backup/allow.ts";
import type { StepContext } from "../../../context.ts";
import { runName } from "../../../release/names.ts";
import { step } from "../../../step.ts";

const Ended = z.strictObject({
  request: VerifyRequest,
  /** Absent where nothing was due, or could be begun. */
  run: VerifyRun.optional(),
  proof: Proof.optional(),
  verdict: Verdict,
  /** Of a point that was verified: what it left behind. */
  problem: RunProblem.optional(),
});
type Ended = z.output<typeof Ended>;

export const end = step({
  name: "End",
  description: "Writes down how the verification ended, tells people of a failure, and gives the lease back.",
  input: Ended,
  output: z.strictObject({ outcome: z.enum(["verified", "failed", "nothing-due"]) }),
  allow: [writeLedger, on("topic", "sns:Publish")],
  run: async (ended, context) => {
    const { aws, platform, visit } = context;
    const ledger = workLedgerOf(context, "verify", ended.request.class);
    const report = reportOf(ended, context);
    await putItem(ledger, ledgerKeys.run(report.run), report);
    if (ended.problem)
      await publish(aws.sns, platform.reportTopicArn, {
        subject: `Verification of ${report.class} ${report.outcome}: ${ended.problem.error}`,
        text: `${report.run}: ${ended.problem.error}: ${ended.problem.cause}`,
      });
    await giveLockBack(ledger, visit.execution);
    return { outcome: report.outcome };
  },
});

function reportOf(
  { request, run, proof, verdict, problem }: Ended,
  { clock, visit }: StepContext,
): VerificationReport {
  const point = run?.point ?? request.point;
  return {
    class: request.class,
    run: runName(visit.execution),
    requestedBy: request.requestedBy,
    ...(run && { startedAt: new Date(run.startedAt).toISOString() }),
    endedAt: new Date(clock.now()).toISOString(),
    outcome: verdict === "verified" ? "verified" : problem ? "failed" : "nothing-due",
    ...(point !== undefined && { point }),
    ...(proof && { proof }),
    ...(problem && { problem }),
  };
}
