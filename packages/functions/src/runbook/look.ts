import type { Permission } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import type { StepContext } from "../context.ts";
import { step } from "../step.ts";

interface Looking<Request extends z.ZodObject, Plan extends z.ZodObject> {
  readonly description: string;
  readonly request: Request;
  /** All that its acts are told. */
  readonly plan: Plan;
  readonly allow: readonly Permission[];
  /** Throws a NamedError where it must not be done; changes nothing. */
  readonly look: (
    request: z.output<Request>,
    context: StepContext,
  ) => Promise<{ readonly sentence: string; readonly plan: z.input<Plan> }>;
}

/** The first step of a runbook: says what would be done, or refuses. */
export const lookStep = <Request extends z.ZodObject, Plan extends z.ZodObject>({
  description,
  request,
  plan,
  allow,
  look,
}: Looking<Request, Plan>) =>
  step({
    name: "Look",
    description,
    input: request,
    output: z.object({ sentence: z.string(), plan }),
    allow,
    run: look,
  });
