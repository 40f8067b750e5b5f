import { waysBack } from "@signalbox/core/backup/restore/parts";
import { Restoration, RestoreAllOrder } from "@signalbox/core/backup/run/restoration";
import { RunProblem } from "@signalbox/core/backup/run/run";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { workLedgerOf } from "../../../aws/ledger.ts";
import { giveLockBack } from "../../../aws/lock.ts";
import { publish } from "../../../aws/report-topic.ts";
import { readExecution, readLedger, writeLedger } from "../../../backup/allow.ts";
import { runName } from "../../../release/names.ts";
import { step } from "../../../step.ts";
import { ended, noteOn, readRestoration } from "../../restore/record.ts";
import { seeParts } from "../see-parts.ts";

export const end = step({
  name: "End",
  description: "Writes down how it ended, tells people of each part how it stands, and gives the lease back.",
  input: z.strictObject({
    order: RestoreAllOrder,
    outcome: z.enum(["restored", "gone-back", "failed"]),
    problem: RunProblem.optional(),
  }),
  output: z.strictObject({ outcome: Restoration.shape.outcome }),
  allow: [readLedger, writeLedger, readExecution, on("topic", "sns:Publish")],
  run: async ({ order: { what, reason }, outcome, problem }, context) => {
    const { aws, platform, visit } = context;
    const run = runName(visit.execution);
    // There is none where it failed before anything was written.
    const begun = await readRestoration(context, { what, run });
    const seen = await seeParts(context, begun?.parts ?? []);
    const parts = seen.map(({ record: _, runs: __, ...part }) => part);
    if (begun)
      await noteOn(context, begun, { parts, ...ended(context, { outcome, ...(problem && { problem }) }) });
    await publish(aws.sns, platform.reportTopicArn, {
      subject: `Restore of ${what}: ${problem?.error ?? outcome}`,
      text: [
        `${run} ${outcome}: ${problem?.cause ?? reason}`,
        ...waysBack(parts),
        ...(begun?.plan ?? []),
      ].join("\n"),
    });
    await giveLockBack(workLedgerOf(context, "restore", what), visit.execution);
    return { outcome };
  },
});
