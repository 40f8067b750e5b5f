import { NamedError } from "@signalbox/core/error";
import { PipelineDecision } from "@signalbox/core/pipeline/request";
import type { PipelinePhase } from "@signalbox/core/pipeline/run";
import { anywhere, on } from "@signalbox/core/workflow/allow";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { readLock, runs } from "../../aws/lock.ts";
import { fail, succeed } from "../../aws/task-token.ts";
import { readToken } from "../../aws/wait-token.ts";
import type { FunctionContext } from "../../context.ts";
import { pipelineLedgerOf, readPipelineRun, say } from "../../pipeline/ledger.ts";
import * as allow from "../../release/allow.ts";
import { lambdaFunction } from "../../step.ts";

const untilProduction: readonly PipelinePhase[] = [
  "queued",
  "checking-image",
  "staging",
  "testing",
  "waiting-for-approval",
];

/** The phases in which each word means something. */
const waits: Readonly<Record<PipelineDecision["action"], readonly PipelinePhase[]>> = {
  approve: ["waiting-for-approval"],
  refuse: untilProduction,
};

export const decidePipeline = lambdaFunction({
  name: "decide-pipeline",
  description: "Records a person's approval or refusal of a run of the pipeline, then answers its wait.",
  input: PipelineDecision,
  triggers: [onTrigger.person()],
  allow: [
    on("ledgerTable", "dynamodb:GetItem", "dynamodb:PutItem"),
    allow.readExecution,
    anywhere("states:SendTaskSuccess", "states:SendTaskFailure"),
  ],
  run: async ({ pipeline: name, action, reason, by }, context) => {
    const { ledger, run, phase } = await find(context, name);
    if (!waits[action].includes(phase))
      throw new NamedError(
        "Pipeline.NotWaiting",
        `the run ${run} is ${phase}, and ${action} says nothing to that`,
      );
    const word = { action, by, reason, at: new Date(context.clock.now()).toISOString() };
    // The record comes first: should the answer get lost, the next step of the run reads it.
    const first = await say(ledger, run, word);
    if (first.action !== action)
      throw new NamedError(
        "Pipeline.NotWaiting",
        `${first.by} has said ${first.action} before: ${first.reason}`,
      );
    const waiting = await readToken(ledger, run);
    const { sfn } = context.aws;
    const answered =
      waiting !== undefined &&
      (action === "approve"
        ? await succeed(sfn, waiting.token, {})
        : await fail(sfn, waiting.token, {
            error: "Pipeline.Refused",
            cause: `${first.by} refused: ${first.reason}`,
          }));
    return { run, phase, answered };
  },
});

/** The run of this name, or the one that has the lease of this group. */
async function find(context: FunctionContext, name: string) {
  for (const group of context.platform.pipeline?.groups ?? []) {
    const ledger = pipelineLedgerOf(context, group);
    const run = group === name ? (await readLock(ledger))?.run : name;
    const record = run === undefined ? undefined : await readPipelineRun(ledger, run);
    if (record && (await runs(context.aws.sfn, record.order.execution)))
      return { ledger, run: record.order.run, phase: record.phase };
  }
  throw new NamedError("Pipeline.NotWaiting", `no run of the pipeline is named ${name}, or it has ended`);
}
