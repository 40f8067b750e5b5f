import { NamedError } from "@signalbox/core/error";
import { pollSeconds } from "@signalbox/core/pipeline/poll";
import { releaseEnd } from "@signalbox/core/pipeline/release-end";
import { PipelineOrder } from "@signalbox/core/pipeline/run";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { describeExecution } from "../../../aws/execution.ts";
import { heed } from "../../../pipeline/heed.ts";
import { note, pipelineLedgerOf } from "../../../pipeline/ledger.ts";
import { isInWaves, releasePlaceOf } from "../../../pipeline/places.ts";
import * as allow from "../../../release/allow.ts";
import { step } from "../../../step.ts";
import { Where } from "./start-release.ts";

const failures = {
  staging: "Pipeline.StagingNotReleased",
  production: "Pipeline.NotReleased",
} as const;

export const watchRelease = step({
  name: "WatchRelease",
  description: "Looks how the release stands that the run has started.",
  input: z.strictObject({
    order: PipelineOrder,
    where: Where,
    execution: z.string(),
    /** When it was started; milliseconds since 1970. */
    since: z.number(),
  }),
  output: z.strictObject({ done: z.boolean(), waitSeconds: z.int() }),
  allow: [
    allow.readLedger,
    allow.writeLedger,
    allow.readExecution,
    on("pipelineStageRelease", "states:DescribeExecution"),
  ],
  run: async ({ order, where, execution, since }, context) => {
    await heed(context, order);
    const { aws } = releasePlaceOf(context, where);
    const inWaves = where === "production" && isInWaves(context.platform);
    const end = releaseEnd(await describeExecution(aws.sfn, execution), { inWaves });
    const waitSeconds = pollSeconds(context.clock.now() - since);
    if (end.kind === "running") return { done: false, waitSeconds };
    await note(pipelineLedgerOf(context, order.group), order.run, {
      [where]: { execution, sentence: end.sentence },
    });
    if (end.kind === "failed")
      throw new NamedError(
        failures[where],
        `${execution.slice(execution.lastIndexOf(":") + 1)}: ${end.sentence}`,
      );
    return { done: true, waitSeconds };
  },
});
