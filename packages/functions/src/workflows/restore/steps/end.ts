import { Restoration, RestoreOrder } from "@signalbox/core/backup/run/restoration";
import { RunProblem } from "@signalbox/core/backup/run/run";
import { VaultTarget } from "@signalbox/core/platform/backup-places";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { workLedgerOf } from "../../../aws/ledger.ts";
import { giveLockBack } from "../../../aws/lock.ts";
import { publish } from "../../../aws/report-topic.ts";
import { readLedger, writeLedger } from "../../../backup/allow.ts";
import { runName } from "../../../release/names.ts";
import { step } from "../../../step.ts";
import { giveGroupsBack } from "../groups.ts";
import { noteOn, readRestoration } from "../record.ts";

export const end = step({
  name: "End",
  description: "Writes down how the restore ended, tells people, and gives the locks and the lease back.",
  input: z.strictObject({
    order: RestoreOrder.extend({ what: VaultTarget }),
    outcome: z.enum(["restored", "gone-back", "failed"]),
    problem: RunProblem.optional(),
  }),
  output: z.strictObject({ outcome: Restoration.shape.outcome }),
  allow: [readLedger, writeLedger, on("topic", "sns:Publish")],
  run: async ({ order: { what, reason }, outcome, problem }, context) => {
    const { aws, clock, platform, visit } = context;
    const run = runName(visit.execution);
    // There is none where it failed before anything was written.
    const begun = await readRestoration(context, { what, run });
    const record =
      begun &&
      (await noteOn(context, begun, {
        phase: "ended",
        endedAt: new Date(clock.now()).toISOString(),
        outcome,
        ...(problem && { problem }),
      }));
    await giveGroupsBack(context);
    await publish(aws.sns, platform.reportTopicArn, {
      subject: `Restore of ${what}: ${problem?.error ?? outcome}`,
      text: [
        `${run} ${outcome}: ${problem?.cause ?? reason}`,
        ...(record ? [...record.plan, ...endings[outcome](record)] : []),
      ].join("\n"),
    });
    await giveLockBack(workLedgerOf(context, "restore", what), visit.execution);
    return { outcome };
  },
});

const endings: Readonly<Record<"restored" | "gone-back" | "failed", (of: Restoration) => string[]>> = {
  restored: ({ old, beside }) => [
    `${beside} serves. ${old} is left as it is, for a person to delete; until a deploy knows ${beside}, backups go on being made of the old.`,
  ],
  "gone-back": ({ old, beside }) => [
    `${old} serves again. ${beside} is left with what was written to it, for a person to delete.`,
  ],
  failed: () => [],
};
