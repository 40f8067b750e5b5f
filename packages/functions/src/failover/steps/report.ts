import { measuresOf, reportText } from "@signalbox/core/failover/report";
import { Course, failoverOutcomes } from "@signalbox/core/failover/run";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { failoverLedgerOf } from "../../aws/epoch-tables.ts";
import { giveLockBack } from "../../aws/lock.ts";
import { publish } from "../../aws/report-topic.ts";
import { step } from "../../step.ts";
import { momentOf, noted, recordOf } from "../acting.ts";
import { fenceAllows, writeTables } from "../allow.ts";
import { insistOnEpoch } from "../fence.ts";
import { writeRun } from "../records.ts";
import { letReleases } from "../releases.ts";
import { verifyFunctionality } from "./verify-functionality.ts";

export const report = step({
  name: "Report",
  description: "Measures what it came to, writes the timeline down, tells people, and gives the lock back.",
  input: z.strictObject({
    run: Course,
    outcome: z.enum(failoverOutcomes),
    problem: z.strictObject({ error: z.string(), cause: z.string() }).optional(),
    /** What became of acts that failed. */
    choices: z.array(z.object({ state: z.string(), action: z.string(), reason: z.string(), by: z.string() })),
  }),
  output: z.strictObject({
    outcome: z.enum(failoverOutcomes),
    rtoSeconds: z.number().optional(),
    rpoSeconds: z.number().optional(),
  }),
  allow: [
    ...fenceAllows,
    writeTables,
    on("ledgerTable", "dynamodb:Query", "dynamodb:UpdateItem"),
    on("topic", "sns:Publish"),
  ],
  run: async ({ run, outcome, problem, choices }, context) => {
    const { aws, platform, visit } = context;
    const record = await recordOf(context, run.run);
    // Its region may have been gone meanwhile: people are not told that it serves when another one does.
    if (outcome === "completed" && record.epoch !== undefined)
      await insistOnEpoch(context, { run, epoch: record.epoch });
    const startedAt = momentOf(context);
    const text = [
      ...choices.map(({ state, action, reason, by }) => `${by} chose ${action} for ${state}: ${reason}`),
      problem ? `${problem.error}: ${problem.cause}` : servesOrNot(run.to, choices),
    ].join("; ");
    const ended = {
      ...noted(context, { ...record, mode: run.mode }, { text, startedAt }),
      outcome,
      endedAt: startedAt,
      ...(problem && { problem }),
    };
    const whole = { ...ended, measures: measuresOf(ended) };
    await writeRun(context, whole);
    await publish(aws.sns, platform.reportTopicArn, {
      subject: `${run.kind} to ${run.to} ${outcome}`,
      text: reportText(whole),
    });
    // What has halted in the middle is no region to release in: until its freeze is over, or a person thaws it.
    if (outcome === "completed") await letReleases(context, run);
    await giveLockBack(failoverLedgerOf(context), visit.execution);
    return { outcome, ...whole.measures };
  },
});

/** What was skipped has shown nothing. */
const servesOrNot = (
  to: string,
  choices: readonly { readonly state: string; readonly action: string }[],
): string =>
  choices.some(({ state, action }) => state === verifyFunctionality.name && action === "skip")
    ? `users are turned to ${to}; nothing has shown that it serves`
    : `${to} serves`;
