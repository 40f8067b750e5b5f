import { z } from "zod";
import { ImageRequest } from "../release/request.ts";

/** What a push asks for, which nobody is waiting for. */
export const byPush = "ecr-push";

/** How a run of the pipeline is asked for, by a push of an image or by a person. */
export const PipelineRequest = z.strictObject({
  group: z.string().min(1).optional().meta({
    description: "release group; where absent, the one group of the pipeline whose image has this repository",
  }),
  image: ImageRequest,
  requestedBy: z.string().min(1).meta({ description: "who asks" }),
  reason: z.string().min(1).optional().meta({ description: "why, for the report" }),
  breakGlass: z.string().min(1).optional().meta({
    description: "why production cannot wait for the end of a freeze; the report keeps it",
  }),
});
export type PipelineRequest = z.output<typeof PipelineRequest>;

/** What a person says of a run: `approve` at its gate, `refuse` there or at any time before production. */
export const PipelineDecision = z.strictObject({
  pipeline: z.string().min(1).meta({ description: "name of the run, or of its release group" }),
  action: z.enum(["approve", "refuse"]),
  reason: z.string().min(1).meta({ description: "why, for the report" }),
  by: z.string().min(1).meta({ description: "who decides" }),
});
export type PipelineDecision = z.output<typeof PipelineDecision>;
