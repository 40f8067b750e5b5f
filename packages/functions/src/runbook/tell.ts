import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { asked } from "@signalbox/core/runbook/asked";
import { RunbookReport } from "@signalbox/core/runbook/report";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { putItem, workLedgerOf } from "../aws/ledger.ts";
import { publish } from "../aws/report-topic.ts";
import { runName } from "../release/names.ts";
import { step } from "../step.ts";

/** Whatever was sent: a request that was refused is told of as well. */
const Sent = z.looseObject({
  reason: asked.reason.catch("no reason was given"),
  requestedBy: asked.requestedBy.catch("nobody"),
});

/** The last step of every runbook. */
export const tell = step({
  name: "Tell",
  description: "Writes down what was done or why nothing was, and tells people.",
  input: z.strictObject({
    asked: Sent,
    sentence: z.string().nullable(),
    said: z.array(z.string()),
    problem: RunbookReport.shape.problem,
  }),
  output: z.strictObject({ outcome: RunbookReport.shape.outcome }),
  allow: [on("ledgerTable", "dynamodb:PutItem"), on("topic", "sns:Publish")],
  run: async ({ asked: { reason, requestedBy }, sentence, said, problem }, context) => {
    const { aws, clock, platform, visit } = context;
    const runbook = runbookOf(visit.execution);
    const report: RunbookReport = {
      runbook,
      run: runName(visit.execution),
      requestedBy,
      reason,
      endedAt: new Date(clock.now()).toISOString(),
      outcome: problem ? "failed" : "done",
      ...(sentence !== null && { sentence }),
      said,
      ...(problem && { problem }),
    };
    await putItem(workLedgerOf(context, "runbook", runbook), ledgerKeys.run(report.run), report);
    await publish(aws.sns, platform.reportTopicArn, {
      subject: `${runbook} ${report.outcome}: ${problem?.error ?? sentence ?? ""}`,
      text: textOf(report),
    });
    return { outcome: report.outcome };
  },
});

/** The workflow by the ARN of its execution, less the platform's prefix: `…:execution:<prefix>-<workflow>:<run>`. */
const runbookOf = (execution: string): string => execution.split(":").at(-2) ?? execution;

const textOf = ({ runbook, run, requestedBy, reason, sentence, said, problem }: RunbookReport): string =>
  [
    `${runbook} ${run}, asked by ${requestedBy}: ${reason}`,
    ...(sentence === undefined ? [] : [sentence]),
    ...said.map((line) => `- ${line}`),
    ...(problem ? [`${problem.error}: ${problem.cause}`] : []),
  ].join("\n");
