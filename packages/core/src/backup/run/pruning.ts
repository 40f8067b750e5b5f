import { z } from "zod";
import { RunProblem } from "./run.ts";

/** Who wants points of a class deleted that are past their time. */
export const PruneRequest = z.strictObject({
  class: z.string().min(1).meta({ description: "class to prune, such as database/daily" }),
  requestedBy: z.string().min(1).meta({ description: "who or what asks for it" }),
});
export type PruneRequest = z.output<typeof PruneRequest>;

/** What is past its time and stays, and why. */
const Kept = z.strictObject({ point: z.string(), why: z.string() });

/** A run that has the lease of its class, and how far it is. */
export const PruneRun = z.strictObject({
  ...PruneRequest.shape,
  run: z.string(),
  /** ARNs of what is still to be deleted. */
  left: z.array(z.string()),
  deleted: z.array(z.string()),
  kept: z.array(Kept),
});
export type PruneRun = z.output<typeof PruneRun>;

/** How a pruning ended, as the ledger keeps it. */
export const PruningReport = z.object({
  ...PruneRequest.shape,
  run: z.string(),
  endedAt: z.string(),
  outcome: z.enum(["pruned", "failed"]),
  /** ARNs of what was deleted. */
  deleted: z.array(z.string()),
  kept: z.array(Kept),
  problem: RunProblem.optional(),
});
export type PruningReport = z.output<typeof PruningReport>;
