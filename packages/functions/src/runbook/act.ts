import type { Permission } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import type { StepContext } from "../context.ts";
import { step } from "../step.ts";

/** Whether an act has come to what it is for; where not, it is asked again. */
const Acted = z.strictObject({ done: z.boolean(), text: z.string() });
type Acted = z.output<typeof Acted>;

interface Act<Plan extends z.ZodObject> {
  /** PascalCase verb phrase. */
  readonly name: string;
  readonly description: string;
  readonly plan: Plan;
  readonly allow: readonly Permission[];
  readonly act: (
    input: z.output<z.ZodObject<{ plan: Plan }, z.core.$strict>>,
    context: StepContext,
  ) => Promise<Acted>;
}

/** A step of a runbook that changes something, or looks whether it has come to pass. */
export const actStep = <Plan extends z.ZodObject>({ name, description, plan, allow, act }: Act<Plan>) =>
  step({ name, description, input: z.strictObject({ plan }), output: Acted, allow, run: act });
