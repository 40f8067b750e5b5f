import { PruneRequest, PruneRun, type PruningReport } from "@signalbox/core/backup/run/pruning";
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

export const end = step({
  name: "End",
  description:
    "Writes down what was deleted and what stays, tells people of a failure, and gives the lease back.",
  input: z.strictObject({
    request: PruneRequest,
    /** Absent where it did not come so far. */
    run: PruneRun.optional(),
    problem: RunProblem.optional(),
  }),
  output: z.strictObject({ outcome: z.enum(["pruned", "failed"]) }),
  allow: [writeLedger, on("topic", "sns:Publish")],
  run: async ({ request, run, problem }, context) => {
    const { aws, clock, platform, visit } = context;
    const ledger = workLedgerOf(context, "prune", request.class);
    const report: PruningReport = {
      ...request,
      run: runName(visit.execution),
      endedAt: new Date(clock.now()).toISOString(),
      outcome: problem ? "failed" : "pruned",
      deleted: run?.deleted ?? [],
      kept: run?.kept ?? [],
      ...(problem && { problem }),
    };
    await putItem(ledger, ledgerKeys.run(report.run), report);
    if (problem)
      await publish(aws.sns, platform.reportTopicArn, {
        subject: `Pruning of ${request.class} failed: ${problem.error}`,
        text: `${report.run}: ${problem.error}: ${problem.cause}`,
      });
    await giveLockBack(ledger, visit.execution);
    return { outcome: report.outcome };
  },
});
