import { z } from "zod";
import { RunProblem } from "./run.ts";

/** Who wants points of a class deleted that are past their time. */
export const PruneRequest = z.strictObject({
  class: z.string().min(1).meta({ description: "class to prune, such as database/daily" }),
  requestedBy: z.string().min(1).meta({ description: "who or what asks for it" }),
});
export type PruneRequest = z.output<typeof PruneRequest>;

/** How a pruning ended, as the ledger keeps it. */
export const PruningReport = z.object({
  ...PruneRequest.shape,
  run: z.string(),
  endedAt: z.string(),
  outcome: z.enum(["pruned", "failed"]),
  /** ARNs of what was deleted. */
  deleted: z.array(z.string()),
  /** What is past its time and stays, and why. */
  kept: z.array(z.object({ point: z.string(), why: z.string() })),
  problem: RunProblem.optional(),
});
export type PruningReport = z.output<typeof PruningReport>;
