import { z } from "zod";
import { RunProblem } from "./run.ts";

/** Who wants a point copied, and where to. */
export const CopyRequest = z.strictObject({
  class: z.string().min(1).meta({ description: "class of the point, such as database/daily" }),
  point: z.string().min(1).meta({ description: "the recovery point, by its ARN" }),
  region: z.string().min(1).meta({ description: "region that gets the copy" }),
  requestedBy: z.string().min(1).meta({ description: "who or what asks for it" }),
});
export type CopyRequest = z.output<typeof CopyRequest>;

/** A run that has the lease of its copy. */
export const CopyRun = z.strictObject({
  ...CopyRequest.shape,
  /** Name of the execution. */
  run: z.string(),
  /** When the lease was taken, milliseconds since 1970. */
  wantedAt: z.number(),
});
export type CopyRun = z.output<typeof CopyRun>;

/** How a copy ended, as the ledger keeps it. */
export const CopyReport = z.object({
  ...CopyRequest.shape,
  run: z.string(),
  startedAt: z.string().optional(),
  endedAt: z.string(),
  outcome: z.enum(["copied", "failed"]),
  /** ARN of the copy. */
  copy: z.string().optional(),
  problem: RunProblem.optional(),
  /** For people: what is to be known of a copy that was made, such as what AWS left out. */
  remarks: z.array(z.string()),
});
export type CopyReport = z.output<typeof CopyReport>;
