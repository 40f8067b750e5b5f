import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Problem } from "@signalbox/core/release/release";
import { ScaleReport, ScaleRequest, ScaleRun } from "@signalbox/core/scaling/request";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { getItem, putItem, workLedgerOf } from "../../../aws/ledger.ts";
import { giveLockBack } from "../../../aws/lock.ts";
import { publish } from "../../../aws/report-topic.ts";
import { runName } from "../../../release/names.ts";
import { decides } from "../../../scaling/allow.ts";
import { plannedOf } from "../../../scaling/planned.ts";
import { beginShortage, isToldShort } from "../../../scaling/shortage.ts";
import { step } from "../../../step.ts";
import { serveAgain, unprotect } from "../leaving.ts";

/** After these all stands as it stood, and the planner looks again within a minute: nobody needs to be told. */
const kept = [
  "Scaling.ReleaseBegan",
  "Scaling.NeededAgain",
  "Scaling.ChangedMeanwhile",
  "Scaling.StreamsStay",
];

export const end = step({
  name: "End",
  description:
    "Takes all protection away, writes down what was done, tells people of a failure, and gives the lease back.",
  input: z.strictObject({ request: ScaleRequest, run: ScaleRun.optional(), problem: Problem.optional() }),
  output: z.strictObject({ outcome: z.enum(["scaled", "nothing", "planned", "kept", "failed"]) }),
  allow: [
    ...decides,
    on("task", "ecs:UpdateTaskProtection"),
    on("targetGroup", "elasticloadbalancing:RegisterTargets"),
    on("topic", "sns:Publish"),
  ],
  run: async ({ request, run, problem }, context) => {
    const { aws, clock, platform, visit } = context;
    const ledger = workLedgerOf(context, "scale", request.service);
    const name = runName(visit.execution);
    const before = await getItem(ledger, ledgerKeys.run(name), ScaleReport);
    if (before?.leaving && before.leaving.leavers.length > 0) {
      const planned = plannedOf(context, request.service);
      // Where this cannot be done the lease stays with this run, and the next one does it.
      if (problem) await serveAgain(context, planned, before.leaving);
      await unprotect(context, planned, before.leaving.service);
    }
    const outcome = outcomeOf(run, problem);
    const report: ScaleReport = {
      ...before,
      service: request.service,
      requestedBy: request.requestedBy,
      run: name,
      endedAt: new Date(clock.now()).toISOString(),
      outcome,
      ...(run && { sentence: run.sentence, acts: run.acts, limits: run.limits }),
      ...(problem && { problem }),
    };
    await putItem(ledger, ledgerKeys.run(name), report);
    const isShort = problem?.error === "Scaling.NoCapacity";
    if (problem && outcome === "failed" && !(isShort && (await isToldShort(ledger)))) {
      await publish(aws.sns, platform.reportTopicArn, {
        subject: `Scaling of ${request.service} failed: ${problem.error}`,
        text: `${name}: ${problem.error}: ${problem.cause}`,
      });
      // Cut off before this, the next attempt tells them again: twice is better than never.
      if (isShort) await beginShortage(ledger, clock.now());
    }
    await giveLockBack(ledger, visit.execution);
    return { outcome };
  },
});

function outcomeOf(
  run: ScaleRun | undefined,
  problem: Problem | undefined,
): NonNullable<ScaleReport["outcome"]> {
  if (problem) return kept.includes(problem.error) ? "kept" : "failed";
  if (!run || run.acts.length === 0) return "nothing";
  return run.dryRun ? "planned" : "scaled";
}
