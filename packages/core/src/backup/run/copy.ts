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
});
export type CopyReport = z.output<typeof CopyReport>;
