import { NamedError } from "@signalbox/core/error";
import { pollSeconds } from "@signalbox/core/pipeline/poll";
import { PipelineOrder } from "@signalbox/core/pipeline/run";
import { stagingOf } from "@signalbox/core/pipeline/staging";
import { namesOf } from "@signalbox/core/platform/names";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { readPlatform } from "../../../aws/platform-parameters.ts";
import type { StepContext } from "../../../context.ts";
import { healthOf } from "../../../pipeline/health.ts";
import { heed } from "../../../pipeline/heed.ts";
import { note, pipelineLedgerOf } from "../../../pipeline/ledger.ts";
import { placesOf } from "../../../pipeline/places.ts";
import * as allow from "../../../release/allow.ts";
import { step } from "../../../step.ts";

/** A release has seen healthy targets already; longer than this something is wrong. Milliseconds. */
const patienceMs = 600_000;

export const checkStaging = step({
  name: "CheckStaging",
  description:
    "Looks whether the stage before serves this very image, with as many healthy tasks as it wants.",
  input: z.strictObject({ order: PipelineOrder, since: z.number() }),
  output: z.strictObject({ healthy: z.boolean(), waitSeconds: z.int() }),
  allow: [
    allow.readLedger,
    allow.writeLedger,
    allow.readRule,
    allow.readHealth,
    allow.readTaskDefinition,
    on("pipelineStage", "ssm:GetParametersByPath"),
    on("pipelineStageImage", "ecr:DescribeImages"),
    on("pipelineStageService", "ecs:DescribeServices"),
  ],
  run: async ({ order, since }, context) => {
    await heed(context, order);
    const elapsed = context.clock.now() - since;
    const { healthy, sentence } = await healthOf(await inStaging(context), order.group, order.image.digest);
    if (!healthy && elapsed >= patienceMs) throw new NamedError("Pipeline.StagingUnhealthy", sentence);
    if (healthy) await note(pipelineLedgerOf(context, order.group), order.run, { health: sentence });
    return { healthy, waitSeconds: pollSeconds(elapsed) };
  },
});

/** The same context as the stage before has it. */
async function inStaging(context: StepContext): Promise<StepContext> {
  const { region } = placesOf(context).staging;
  const aws = context.clientsIn(region);
  const { platformParameters } = namesOf(stagingOf(context.platform) ?? context.platform);
  return { ...context, aws, platform: await readPlatform(aws.ssm, platformParameters) };
}
