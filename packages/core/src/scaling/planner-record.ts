import { z } from "zod";
import { becauses, type Decision } from "./planner/decision.ts";
import { StageLength } from "./planner/start-stages.ts";
import type { PlannerState } from "./planner/state.ts";
import { Spill } from "./spill/spill.ts";

/** Another one for another form of the state: what an older planner has written is learnt anew. */
export const plannerVersion = 2;

/** What the planner has learnt, as the ledger keeps it. */
export const PlannerRecord = z.object({
  version: z.int(),
  /** Rises with every look: of two at once one is refused. */
  revision: z.int(),
  /** Milliseconds since 1970: all before has been taken in. */
  at: z.number(),
  /** JSON of a `PlannerState`. */
  state: z.string(),
  /** Ids of tasks that have been seen ready: whose start-up is known. */
  ready: z.array(z.string()),
});
export type PlannerRecord = z.output<typeof PlannerRecord>;

/** Digits that a number is kept with: the state of two weeks is 30 KB then, of the 400 KB that an item may have. */
const digits = 6;

export const written = (state: PlannerState): string =>
  JSON.stringify(state, (_, value) =>
    typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(digits)) : value,
  );

/** Throws a SyntaxError where it is no JSON. It was written by `written`, in the same version. */
export const readState = (text: string): PlannerState => JSON.parse(text);

/** The newest word of the planner about a service. */
export const DecisionRecord = z.object({
  /** Milliseconds since 1970. */
  at: z.number(),
  wanted: z.int(),
  ready: z.int(),
  starting: z.int(),
  /** Whether metrics are missing, or dated by a clock that is ahead of ours. */
  blind: z.boolean(),
  sentence: z.string(),
  demand: z.object({ now: z.number(), middle: z.number(), high: z.number(), risk: z.number() }),
  /** What binds, and what one more and one fewer would cost in replica-minutes; absent of what was said before these were kept. */
  because: z.enum(becauses).optional(),
  oneMore: z.number().optional(),
  oneFewer: z.number().optional(),
  /** Of all its tasks, USD. */
  costPerHour: z.number(),
  /** How long a start takes, stage by stage; absent where too few were measured. */
  stages: z.array(StageLength).optional(),
  /** What goes to another region, for whoever sends it; absent where the service names none. */
  spill: Spill.optional(),
});
export type DecisionRecord = z.output<typeof DecisionRecord>;

export const decisionRecord = (
  decision: Decision,
  said: Pick<DecisionRecord, "at" | "blind" | "sentence" | "costPerHour" | "stages" | "spill">,
): DecisionRecord => {
  const { wanted, ready, starting, demand, because, oneMore, oneFewer } = decision;
  return { ...said, wanted, ready, starting, demand: { ...demand }, because, oneMore, oneFewer };
};
