import { z } from "zod";

/** An epoch as it stands in the three tables, where it was written once. */
export const EpochRecord = z.object({
  epoch: z.int().positive(),
  /** Region that may write from then on. */
  region: z.string(),
  /** Failover or failback that claimed it. */
  run: z.string(),
  /** ARN of its execution. */
  owner: z.string(),
  /** ISO 8601. */
  at: z.string(),
});
export type EpochRecord = z.output<typeof EpochRecord>;
