import { z } from "zod";
import { Restorable, RestoreTarget, VaultTarget } from "../../platform/backup-places.ts";
import { restorePhases } from "./restore-phases.ts";
import { RunProblem } from "./run.ts";
import { Proof } from "./verification.ts";

/** What a restore is asked for, when one of `point` and `time` is given. */
export const RestoreOrder = z.strictObject({
  what: Restorable.meta({ description: "what is restored" }),
  point: z.string().min(1).optional().meta({ description: "the recovery point, by its ARN" }),
  time: z.iso.datetime().optional().meta({ description: "the moment to go back to" }),
  dryRun: z.boolean().default(false).meta({ description: "only says what would be replaced and lost" }),
  reason: z.string().min(1).meta({ description: "why, for the report" }),
  requestedBy: z.string().min(1).meta({ description: "who asks for it" }),
  partOf: z.string().min(1).optional().meta({ description: "name of the restore of all that starts it" }),
});
export type RestoreOrder = z.output<typeof RestoreOrder>;

/** What a restore of all is asked for. */
export const RestoreAllOrder = RestoreOrder.omit({ partOf: true }).extend({ what: z.literal("all") });
export type RestoreAllOrder = z.output<typeof RestoreAllOrder>;

/** One of the restores that a restore of all starts, and where it is. */
export const RestorePart = z.object({
  what: Restorable,
  /** Name of its execution. */
  run: z.string(),
  /** One of a point's ARN and a moment. */
  point: z.string().optional(),
  time: z.string().optional(),
  /** A phase, or how it ended; absent before it was started. */
  state: z.string().optional(),
});
export type RestorePart = z.output<typeof RestorePart>;

/** Where a restore is, and what it has found; kept while it runs, and after. */
export const Restoration = z.object({
  what: RestoreTarget,
  run: z.string(),
  execution: z.string(),
  requestedBy: z.string(),
  reason: z.string(),
  startedAt: z.string(),
  phase: z.enum(restorePhases),
  /** What the plan says: what is replaced, from what moment, what is lost. One sentence each. */
  plan: z.array(z.string()),
  /** The moment that comes back, milliseconds since 1970. */
  at: z.number().optional(),
  /** What the services' parameter held before it: the endpoint of a cluster or of its proxy, a bucket's name, or words for what is written back. */
  old: z.string().optional(),
  /** What was restored beside: a cluster's or a bucket's name, or words. */
  beside: z.string().optional(),
  /** What its manifest says has to come back: rows or files, bytes, and how many tables. */
  holds: z.object({ entries: z.number(), bytes: z.number(), tables: z.number().optional() }).optional(),
  /** 0 to 100, of what AWS restores. */
  percent: z.number().optional(),
  /** Of a restore of all, in their order. */
  parts: z.array(RestorePart).optional(),
  proof: Proof.optional(),
  /** When each phase began. */
  phases: z.array(z.object({ phase: z.string(), at: z.string() })),
  endedAt: z.string().optional(),
  outcome: z.enum(["planned", "restored", "gone-back", "refused", "failed"]).optional(),
  problem: RunProblem.optional(),
});
export type Restoration = z.output<typeof Restoration>;

/** A restore that nothing refuses. Milliseconds since 1970. */
export const RestoreRun = z.strictObject({
  what: VaultTarget,
  /** Name of the execution. */
  run: z.string(),
  source: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("point"), point: z.string().min(1) }),
    z.strictObject({ kind: z.literal("moment"), at: z.number() }),
  ]),
  /** The moment that comes back. */
  at: z.number(),
  /** The recovery point whose manifest tells what has to be in it, by its ARN. */
  manifestOf: z.string(),
  startedAt: z.number(),
  /** What the services' parameter held then. */
  old: z.string(),
  /** Whether a person has to agree before anything that serves is changed. */
  asks: z.boolean(),
});
export type RestoreRun = z.output<typeof RestoreRun>;

/**
 * What a person says about a restore that runs, as the function `decide-restore` takes it. `approve` lets it switch what serves
 * to what was restored, `abort` takes what was restored away again: both while it is `waiting-for-person`. `release` ends the
 * way back, `back` takes it: both while it is `keeping-old`. Nothing else is decided, and each is answered with
 * `{ what, run, phase, answered }`; `answered` is false where the wait was over by then. Throws `Backup.NotWaiting`.
 */
export const RestoreDecision = z.strictObject({
  restore: z.string().min(1).meta({ description: "name of the restore's execution" }),
  action: z.enum(["approve", "abort", "release", "back"]),
  reason: z.string().min(1).meta({ description: "why, for the report" }),
  by: z.string().min(1).meta({ description: "who decides" }),
});
export type RestoreDecision = z.output<typeof RestoreDecision>;
