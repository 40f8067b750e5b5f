import type { Step } from "@signalbox/core/workflow/step";
import type { LambdaFunction, Workflow } from "@signalbox/core/workflow/workflow";
import { workflow } from "@signalbox/core/workflow/workflow";
import type { z } from "zod";
import type { FunctionContext, StepContext } from "./context.ts";

/** Core's types, bound to what a step may use here. */
export type AnyWorkflow = Workflow<StepContext>;
export type AnyFunction = LambdaFunction<z.ZodType, never>;

/** Infers a step's input and output from its schemas. */
export function step<In extends z.ZodObject, Out extends z.ZodObject>(
  definition: Step<In, Out, StepContext>,
): Step<In, Out, StepContext> {
  return definition;
}

export const defineWorkflow: (definition: AnyWorkflow) => AnyWorkflow = workflow;

/** Infers a function's input from its schema. */
export function lambdaFunction<In extends z.ZodType>(
  definition: LambdaFunction<In, FunctionContext>,
): LambdaFunction<In, FunctionContext> {
  return definition;
}
