import { z } from "zod";
import { Problem } from "../release/release.ts";
import type { JobName } from "./places.ts";

/** What a run is doing. */
export const pipelinePhases = [
  "queued",
  "checking-image",
  "staging",
  "testing",
  "waiting-for-approval",
  "production",
  "smoke-testing",
  "ended",
] as const;
export const PipelinePhase = z.enum(pipelinePhases);
export type PipelinePhase = z.output<typeof PipelinePhase>;

/** A request as it was understood: one image, pinned by its digest. */
export const PipelineOrder = z.strictObject({
  group: z.string().min(1),
  /** Name of the execution, and its ARN. */
  run: z.string().min(1),
  execution: z.string().min(1),
  image: z.strictObject({ repository: z.string(), tag: z.string().optional(), digest: z.string() }),
  requestedBy: z.string(),
  reason: z.string().optional(),
  breakGlass: z.string().optional(),
  /** Milliseconds since 1970. */
  askedAt: z.number(),
});
export type PipelineOrder = z.output<typeof PipelineOrder>;

/** The first word about a run stays: a person's, or that of a newer run which takes its place. */
export const PipelineSaid = z.object({
  action: z.enum(["approve", "refuse", "supersede"]),
  by: z.string(),
  reason: z.string(),
  at: z.string(),
});
export type PipelineSaid = z.output<typeof PipelineSaid>;

/** How the tests of one name ended. */
export const JobEnd = z.object({
  passed: z.boolean(),
  sentence: z.string(),
  /** Key of its evidence in the bucket of documents: the end of its log, and its report. */
  evidence: z.string(),
});
export type JobEnd = z.output<typeof JobEnd>;

/** A release that the run has started, by the ARN of its execution. */
const Started = z.object({ execution: z.string(), sentence: z.string().optional() });

export const pipelineOutcomes = ["released", "stopped", "released-with-doubt"] as const;
export const PipelineOutcome = z.enum(pipelineOutcomes);
/** `released-with-doubt`: production serves the image, and its smoke tests did not pass. */
export type PipelineOutcome = z.output<typeof PipelineOutcome>;

/** A run in the ledger; each step adds what it has found. */
export const PipelineRun = z.object({
  order: PipelineOrder,
  phase: PipelinePhase,
  scan: z.string().optional(),
  staging: Started.optional(),
  health: z.string().optional(),
  integration: JobEnd.optional(),
  performance: JobEnd.optional(),
  smoke: JobEnd.optional(),
  said: PipelineSaid.optional(),
  production: Started.optional(),
  outcome: PipelineOutcome.optional(),
  problem: Problem.optional(),
  /** ISO 8601. */
  endedAt: z.string().optional(),
});
export type PipelineRun = z.output<typeof PipelineRun>;

/** Where the evidence of a run's tests is kept. */
export const evidenceKey = (run: string, job: JobName): string => `pipeline/${run}/${job}.json`;
