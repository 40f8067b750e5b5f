import { z } from "zod";

/** Who asks for a service's replicas to be looked at, and why. */
export const ScaleRequest = z.strictObject({
  service: z.string().min(1).meta({ description: "service whose replicas are planned" }),
  requestedBy: z.string().min(1).meta({ description: "who asks" }),
  dryRun: z.boolean().default(false).meta({ description: "only say what would be done" }),
});
export type ScaleRequest = z.output<typeof ScaleRequest>;

const Act = z.strictObject({ service: z.string(), from: z.int(), to: z.int() });

/** A replica that leaves. */
export const Leaver = z.strictObject({
  /** ARN of its task. */
  task: z.string(),
  /** As its target groups know it; absent where they do not yet. */
  target: z.strictObject({ ip: z.string(), port: z.int() }).optional(),
  /** Whether it served when it was chosen. */
  wasReady: z.boolean(),
});
export type Leaver = z.output<typeof Leaver>;

/** What a run does, from its plan on. */
export const ScaleRun = z.strictObject({
  service: z.string(),
  requestedBy: z.string(),
  /** Name of the execution. */
  run: z.string(),
  dryRun: z.boolean(),
  /** What the planner says, for people. */
  sentence: z.string(),
  acts: z.array(Act),
  limits: z.array(z.string()),
  way: z.enum(["out", "in", "none"]),
});
export type ScaleRun = z.output<typeof ScaleRun>;

/** Replicas on their way out, as the ledger keeps them: whoever comes after a crash finds whom to put back. */
export const Leaving = z.strictObject({
  /** ECS service. */
  service: z.string(),
  from: z.int(),
  /** Of `from`, those that never came: they go first, and nobody has to leave for them. */
  missing: z.int().nonnegative(),
  leavers: z.array(Leaver),
  /** Milliseconds since 1970. */
  since: z.number(),
  deadline: z.number(),
});
export type Leaving = z.output<typeof Leaving>;

/** What became of a run. */
export const ScaleReport = z.object({
  service: z.string(),
  run: z.string(),
  requestedBy: z.string(),
  endedAt: z.string().optional(),
  outcome: z.enum(["scaled", "nothing", "planned", "kept", "failed"]).optional(),
  sentence: z.string().optional(),
  acts: z.array(Act).optional(),
  limits: z.array(z.string()).optional(),
  leaving: Leaving.optional(),
  problem: z.strictObject({ error: z.string(), cause: z.string() }).optional(),
});
export type ScaleReport = z.output<typeof ScaleReport>;
