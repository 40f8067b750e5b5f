import { z } from "zod";
import { Problem } from "./release.ts";

const PlannedStage = z.object({
  name: z.string(),
  weight: z.number().optional(),
  capacities: z.record(z.string(), z.number()).optional(),
  atLeastSeconds: z.number(),
  atMostSeconds: z.number(),
  goesOn: z.string(),
  turnsBack: z.array(z.string()),
});

const PlannedField = z.object({
  name: z.string(),
  value: z.string(),
  /** Whether the request sets it. */
  changed: z.boolean(),
  /** What the group has otherwise; absent where that is the same. */
  usual: z.string().optional(),
});
export type PlannedField = z.output<typeof PlannedField>;

const PlannedStep = z.object({
  state: z.string(),
  says: z.string(),
  /** AWS actions that its role holds for it. */
  calls: z.array(z.string()),
});
export type PlannedStep = z.output<typeof PlannedStep>;

/** What a release would do if it were asked for now, as the function `plan` answers it. */
export const PlanDocument = z.object({
  title: z.string(),
  /** Absent where no group is meant. */
  strategy: z.object({ name: z.string(), why: z.string() }).optional(),
  facts: z.array(z.tuple([z.string(), z.string()])),
  /** Those of `outline`; empty where what serves cannot be read. */
  stages: z.array(PlannedStage),
  policy: z.array(PlannedField),
  atLeastSeconds: z.number(),
  atMostSeconds: z.number(),
  /** In the order of the machines. */
  steps: z.array(PlannedStep),
  /** USD of one promotion at list price; absent where it is not known. */
  cost: z.number().optional(),
  /** Why the group is not as the last release left it: the release would end there. */
  drift: z.string().optional(),
  /** Whether drift could be looked for; while another release runs it cannot. */
  compared: z.boolean(),
  /** Every reason why it would be refused, by the error's name. */
  refusals: z.array(Problem),
});
export type PlanDocument = z.output<typeof PlanDocument>;

/** Whether the release would end without having changed anything. */
export const wouldBeRefused = ({ refusals, drift }: Pick<PlanDocument, "refusals" | "drift">): boolean =>
  refusals.length > 0 || drift !== undefined;
