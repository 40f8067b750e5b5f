import { PutBackTarget } from "@signalbox/core/backup/put-back/run";
import { Restoration, RestoreOrder } from "@signalbox/core/backup/run/restoration";
import { RunProblem } from "@signalbox/core/backup/run/run";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { workLedgerOf } from "../../../aws/ledger.ts";
import { giveLockBack } from "../../../aws/lock.ts";
import { publish } from "../../../aws/report-topic.ts";
import { readLedger, writeLedger } from "../../../backup/allow.ts";
import { runName } from "../../../release/names.ts";
import { step } from "../../../step.ts";
import { ended, note } from "../../restore/record.ts";

export const end = step({
  name: "End",
  description: "Writes down how it ended, tells people, and gives the lease back.",
  input: z.strictObject({
    order: RestoreOrder.extend({ what: PutBackTarget }),
    outcome: z.enum(["restored", "gone-back", "failed"]),
    problem: RunProblem.optional(),
  }),
  output: z.strictObject({ outcome: Restoration.shape.outcome }),
  allow: [readLedger, writeLedger, on("topic", "sns:Publish")],
  run: async ({ order: { what }, outcome, problem }, context) => {
    const { aws, platform, visit } = context;
    const run = runName(visit.execution);
    const how = ended(context, { outcome, ...(problem && { problem }) });
    const { reason, plan } = await note(context, { what, run }, how);
    await publish(aws.sns, platform.reportTopicArn, {
      subject: `Restore of ${what}: ${problem?.error ?? outcome}`,
      text: [`${run} ${outcome}: ${problem?.cause ?? reason}`, ...plan].join("\n"),
    });
    await giveLockBack(workLedgerOf(context, "restore", what), visit.execution);
    return { outcome };
  },
});
