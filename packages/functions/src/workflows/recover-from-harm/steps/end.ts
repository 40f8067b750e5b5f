import { RunProblem } from "@signalbox/core/backup/run/run";
import { recoveryText } from "@signalbox/core/recovery/report";
import { RecoveryRun, withAct } from "@signalbox/core/recovery/run";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { freezesIn, thaw } from "../../../aws/freeze.ts";
import { giveLockBack } from "../../../aws/lock.ts";
import { publish } from "../../../aws/report-topic.ts";
import { readLedger, writeLedger } from "../../../backup/allow.ts";
import type { StepContext } from "../../../context.ts";
import { step } from "../../../step.ts";
import { isOwnFreeze } from "../parts.ts";
import { momentOf, ownRecovery, recoveryLedgerOf, writeRecovery } from "../record.ts";
import { Said } from "../said.ts";

export const end = step({
  name: "End",
  description:
    "Lets releases begin again where users were let back, writes the timeline down, tells people, and gives the lease back.",
  input: z.strictObject({
    outcome: z.enum(["recovered", "halted"]),
    problem: RunProblem.optional(),
    /** What a person has said. */
    said: Said.optional(),
  }),
  output: z.strictObject({
    outcome: RecoveryRun.shape.outcome,
    /** The timeline as Markdown. */
    report: z.string(),
  }),
  allow: [readLedger, writeLedger, on("topic", "sns:Publish")],
  run: async ({ outcome, problem, said }, context) => {
    const { aws, platform, visit } = context;
    const record = await ownRecovery(context);
    const answered = said
      ? withAct(record, {
          name: "let-back",
          text: `${said.action}: ${said.reason}`,
          actor: said.by,
          startedAt: said.at,
          endedAt: said.at,
          outcome: "done",
        })
      : record;
    const told = outcome === "recovered" ? await thawed(context, answered) : answered;
    const whole: RecoveryRun = {
      ...told,
      phase: "ended",
      endedAt: record.endedAt ?? momentOf(context),
      outcome,
      ...(problem && { problem }),
    };
    await writeRecovery(context, whole);
    const report = recoveryText(whole);
    await publish(aws.sns, platform.reportTopicArn, {
      subject: `Recovery from ${whole.reason}: ${problem?.error ?? outcome}`,
      text: report,
    });
    await giveLockBack(recoveryLedgerOf(context), visit.execution);
    return { outcome, report };
  },
});

/** Ends the freezes of its quarantine, and of those of recoveries that halted before it. */
async function thawed(context: StepContext, record: RecoveryRun): Promise<RecoveryRun> {
  const at = momentOf(context);
  const words = { by: record.requestedBy, reason: `recovery ${record.run}`, at };
  await thaw(freezesIn(context, undefined), words, context.clock.now(), ({ reason }) => isOwnFreeze(reason));
  const text = "releases may begin again";
  return withAct(record, {
    name: "thaw",
    text,
    actor: context.visit.execution,
    startedAt: at,
    endedAt: at,
    outcome: "done",
  });
}
