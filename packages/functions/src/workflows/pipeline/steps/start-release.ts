import { NamedError } from "@signalbox/core/error";
import { PipelineOrder, type PipelineSaid } from "@signalbox/core/pipeline/run";
import { stagingRepository } from "@signalbox/core/pipeline/staging";
import type { ReleaseRequest } from "@signalbox/core/release/request";
import type { WavesRequest } from "@signalbox/core/release/set/request";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { startOnce } from "../../../aws/execution.ts";
import type { StepContext } from "../../../context.ts";
import { heed } from "../../../pipeline/heed.ts";
import { note, pipelineLedgerOf } from "../../../pipeline/ledger.ts";
import { releasePlaceOf } from "../../../pipeline/places.ts";
import { markOf } from "../../../pipeline/tests.ts";
import * as allow from "../../../release/allow.ts";
import { step } from "../../../step.ts";

export const Where = z.enum(["staging", "production"]);
type Where = z.output<typeof Where>;

export const startRelease = step({
  name: "StartRelease",
  description:
    "Starts the release of the image, in the stage before or, once a person has approved, in this one, there in waves over its regions.",
  input: z.strictObject({ order: PipelineOrder, where: Where }),
  output: z.strictObject({
    /** ARN. */
    execution: z.string(),
  }),
  allow: [
    allow.readLedger,
    allow.writeLedger,
    on("pipelineStageRelease", "states:StartExecution"),
    on("stateMachine", "states:StartExecution"),
  ],
  run: async ({ order, where }, context) => {
    const said = await heed(context, order);
    if (where === "production" && said?.action !== "approve")
      throw new NamedError("Pipeline.NobodyDecided", "nobody has approved the run");
    const { aws, stateMachineArn, execution: executionOf } = releasePlaceOf(context, where);
    const name = `pipeline-${markOf(order.run)}-${where}`;
    const execution = executionOf(name);
    // First the record: whoever looks for a release that nobody remembers finds it by its name.
    await note(pipelineLedgerOf(context, order.group), order.run, {
      phase: where,
      [where]: { execution },
    });
    await startOnce(aws.sfn, { stateMachineArn, name, input: requestOf(context, order, where, said) });
    return { execution };
  },
});

/** What is asked of production is the same of one region and of all. */
function requestOf(
  { platform }: StepContext,
  { group, run, image, requestedBy, reason, breakGlass }: PipelineOrder,
  where: Where,
  said: PipelineSaid | undefined,
): ReleaseRequest | z.input<typeof WavesRequest> {
  const { repository, tag, digest } = image;
  if (where === "staging")
    return {
      group,
      image: { repository: stagingRepository(platform, repository) ?? repository, digest },
      requestedBy: `pipeline ${run}`,
    };
  return {
    group,
    image: { repository, ...(tag !== undefined && { tag }), digest },
    requestedBy: `${said?.by ?? requestedBy} by pipeline ${run}`,
    reason: [said?.reason, reason].filter((one) => one !== undefined).join("; "),
    ...(breakGlass !== undefined && { breakGlass }),
  };
}
