import { z } from "zod";

/** What Signalbox's own events on the default bus say of runs of a pipeline. */
export const pipelineWaits = "Pipeline Waits For A Person";
export const pipelineEnded = "Pipeline Ended";

/** What people are told of a run, the same by e-mail and in the chat. */
export const ToldPipeline = z.object({
  /** What all names of the stage begin with: the stages of an account share its default bus. */
  platform: z.string(),
  group: z.string(),
  run: z.string(),
  /** ARN. */
  execution: z.string(),
  headline: z.string(),
  /** What has happened so far, in sentences. */
  lines: z.array(z.string()),
  commands: z.array(z.object({ label: z.string(), command: z.string() })),
  links: z.array(z.object({ label: z.string(), url: z.string() })),
});
export type ToldPipeline = z.output<typeof ToldPipeline>;

/** An event of a pipeline, as a target of a rule gets it. */
export const PipelineNews = z.object({
  "detail-type": z.enum([pipelineWaits, pipelineEnded]),
  detail: ToldPipeline,
});
export type PipelineNews = z.output<typeof PipelineNews>;
