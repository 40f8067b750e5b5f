import { type CopyReport, CopyRequest, CopyRun } from "@signalbox/core/backup/run/copy";
import { RunProblem } from "@signalbox/core/backup/run/run";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { putItem, workLedgerOf } from "../../../aws/ledger.ts";
import { giveLockBack } from "../../../aws/lock.ts";
import { publish } from "../../../aws/report-topic.ts";
import { writeLedger } from "../../../backup/allow.ts";
import { runName } from "../../../release/names.ts";
import { step } from "../../../step.ts";
import { subjectOf } from "../subject.ts";

export const end = step({
  name: "End",
  description: "Writes down how the copy ended, tells people of a failure, and gives the lease back.",
  input: z.strictObject({
    request: CopyRequest,
    /** Absent where it did not come so far. */
    run: CopyRun.optional(),
    copy: z.string().optional(),
    problem: RunProblem.optional(),
    remarks: z.array(z.string()),
  }),
  output: z.strictObject({ outcome: z.enum(["copied", "failed"]) }),
  allow: [writeLedger, on("topic", "sns:Publish")],
  run: async ({ request, run, copy, problem, remarks }, context) => {
    const { aws, clock, platform, visit } = context;
    const ledger = workLedgerOf(context, "copy", subjectOf(request));
    const report: CopyReport = {
      ...request,
      run: runName(visit.execution),
      ...(run && { startedAt: new Date(run.wantedAt).toISOString() }),
      endedAt: new Date(clock.now()).toISOString(),
      outcome: problem ? "failed" : "copied",
      ...(copy !== undefined && { copy }),
      ...(problem && { problem }),
      remarks,
    };
    await putItem(ledger, ledgerKeys.run(report.run), report);
    if (problem)
      await publish(aws.sns, platform.reportTopicArn, {
        subject: `Copy of ${request.class} to ${request.region} failed: ${problem.error}`,
        text: `${report.run}: ${request.point}: ${problem.error}: ${problem.cause}`,
      });
    await giveLockBack(ledger, visit.execution);
    return { outcome: report.outcome };
  },
});
