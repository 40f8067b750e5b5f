import { z } from "zod";
import { choiceSchema } from "../states/choice.ts";
import { failSchema } from "../states/fail.ts";
import { mapSchema } from "../states/map.ts";
import { parallelSchema } from "../states/parallel.ts";
import { passSchema } from "../states/pass.ts";
import { succeedSchema } from "../states/succeed.ts";
import { taskSchema } from "../states/task.ts";
import { waitSchema } from "../states/wait.ts";

/** The states that the interpreter runs. Schemas are strict: a field that it does not know is an error, never ignored. */
export const stateSchema = z.discriminatedUnion("Type", [
  taskSchema,
  passSchema,
  choiceSchema,
  waitSchema,
  parallelSchema,
  mapSchema,
  succeedSchema,
  failSchema,
]);

const flow = {
  Comment: z.string().optional(),
  StartAt: z.string(),
  States: z.record(z.string(), stateSchema),
};

export const branchSchema = z.strictObject(flow);

export const processorSchema = z.strictObject({
  ...flow,
  ProcessorConfig: z.strictObject({ Mode: z.literal("INLINE") }).optional(),
});

export const machineSchema = z.strictObject({
  ...flow,
  QueryLanguage: z.literal("JSONata").optional(),
  Version: z.literal("1.0").optional(),
  TimeoutSeconds: z.int().min(1).max(99_999_999).optional(),
});
