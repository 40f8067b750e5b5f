import { z } from "zod";
import { Observation } from "./observation.ts";
import { failoverReasons } from "./request.ts";

const Moment = z.string();

/** One act, as the timeline tells it. */
export const FailoverAct = z.object({
  state: z.string(),
  /** What was seen and done; one sentence. */
  text: z.string(),
  startedAt: Moment,
  endedAt: Moment,
  /** ARN of the execution, or who decided. */
  actor: z.string(),
  epoch: z.int().optional(),
});
export type FailoverAct = z.output<typeof FailoverAct>;

export const failoverKinds = ["failover", "failback"] as const;

/** Where one of them is going, as its machine remembers it. */
export const Course = z.strictObject({
  kind: z.enum(failoverKinds),
  run: z.string(),
  reason: z.enum(failoverReasons),
  mode: z.enum(["graceful", "ungraceful"]),
  /** Region that is left, and the one that is activated. */
  from: z.string(),
  to: z.string(),
});
export type Course = z.output<typeof Course>;

export const failoverOutcomes = ["completed", "halted", "refused"] as const;

/** What a failover came to. Seconds. */
export const FailoverMeasures = z.object({
  /** From the moment since when two observers agreed, or from its claim where it was planned, until users were served. */
  rtoSeconds: z.number().optional(),
  /** Between the newest row that had arrived and the loss: writes of that time may be lost. */
  rpoSeconds: z.number().optional(),
});

export type FailoverMeasures = z.output<typeof FailoverMeasures>;

/** A failover or a failback as it stands in the three tables; its own execution alone writes it. */
export const FailoverRun = Course.extend({
  owner: z.string(),
  requestedBy: z.string(),
  phase: z.string(),
  startedAt: Moment,
  /** When it was last heard of, and by when it is to be heard of again: after that, it is dead. */
  heardAt: Moment,
  expectedBy: Moment,
  /** Why it is done, and what it rests on. */
  sentence: z.string(),
  evidence: z.array(Observation),
  /** Since when the lost region does not answer. */
  lostAt: Moment.optional(),
  /** The newest row of the lost region that had arrived when it was decided. */
  replicatedAt: Moment.optional(),
  epoch: z.int().optional(),
  claimedAt: Moment.optional(),
  servedAt: Moment.optional(),
  acts: z.array(FailoverAct),
  endedAt: Moment.optional(),
  outcome: z.enum(failoverOutcomes).optional(),
  problem: z.object({ error: z.string(), cause: z.string() }).optional(),
  measures: FailoverMeasures.optional(),
}).strip();
export type FailoverRun = z.output<typeof FailoverRun>;

/** A run that nobody has heard of in time: its orchestrator is dead, and its work is not done. */
export const isAbandoned = (
  { outcome, expectedBy }: Pick<FailoverRun, "outcome" | "expectedBy">,
  now: number,
): boolean => outcome === undefined && now > Date.parse(expectedBy);

/** What a person says about a failed act, as the function `decide-failover` takes it. */
export const FailoverChoice = z.strictObject({
  run: z.string().min(1).meta({ description: "the failover or failback, by its name" }),
  action: z.enum(["approve", "retry", "skip", "ungraceful", "abort"]).meta({
    description: "approve: go; of a failed act: retry it, skip it, go on without the old region; abort: halt",
  }),
  reason: z.string().min(1).meta({ description: "why, for the report" }),
  by: z.string().min(1).meta({ description: "who says so" }),
});
export type FailoverChoice = z.output<typeof FailoverChoice>;
