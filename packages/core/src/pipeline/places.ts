import { z } from "zod";

/** The tests of a pipeline, in their order; smoke tests are production's. */
export const jobs = ["integration", "performance", "smoke"] as const;
export const JobName = z.enum(jobs);
export type JobName = z.output<typeof JobName>;

const Job = z.strictObject({
  command: z.array(z.string().min(1)).min(1),
  environment: z.record(z.string(), z.string()),
  /** After which it is stopped and counts as failed. */
  seconds: z.int().positive(),
});

/** One-off tasks on Fargate, in the primary region of the stage that the pipeline is of. */
const Tests = z.strictObject({
  cluster: z.string().min(1),
  /** Family of the task definition, whose newest revision is run. */
  family: z.string().min(1),
  container: z.string().min(1),
  logGroup: z.string().min(1),
  subnetIds: z.array(z.string()).min(1),
  securityGroupId: z.string().min(1),
  jobs: z.strictObject({ integration: Job, performance: Job.optional(), smoke: Job }),
});
export type Tests = z.output<typeof Tests>;

/** Findings that an image may have of each severity; undefined: as many as there are. */
export const ScanLimits = z.strictObject({
  critical: z.int().min(0),
  high: z.int().min(0).optional(),
  medium: z.int().min(0).optional(),
});
export type ScanLimits = z.output<typeof ScanLimits>;

/** What a stage's pipeline leads through; only its primary region has one. */
export const PipelinePlaces = z.strictObject({
  /** Release groups whose pushes start it, and release nothing by themselves. */
  groups: z.array(z.string().min(1)).min(1),
  /** Another stage of the same name, in the same account. */
  staging: z.strictObject({ stage: z.string().min(1), region: z.string().min(1), url: z.url() }),
  /** Where users reach this stage. */
  url: z.url(),
  /** How long the scan of an image, and the same image in the other stage's repository, are waited for. */
  scan: ScanLimits.extend({ waitSeconds: z.int().positive() }),
  approvalSeconds: z.int().positive(),
  tests: Tests,
});
export type PipelinePlaces = z.output<typeof PipelinePlaces>;
