import type { PipelineDecision } from "@signalbox/core/pipeline/request";
import { z } from "zod";
import { invokeDecider } from "../cloud/invoke-decider.ts";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";

const Answer = z.object({ run: z.string(), phase: z.string(), answered: z.boolean() });

/** Which run it was, where it was, and whether a wait was there that the decision ended. */
export type Answer = z.output<typeof Answer>;

/** Hands a person's decision to a run of the pipeline. Throws a UserError where it can have no effect. */
export async function answerPipeline(
  cloud: Cloud,
  deployment: Deployment,
  decision: PipelineDecision,
): Promise<Answer> {
  return Answer.parse(
    await invokeDecider(cloud, deployment, {
      decider: "decide-pipeline",
      decision,
      about: decision.pipeline,
      otherwise: "Step Functions' history of the workflow pipeline shows how it stands",
    }),
  );
}
