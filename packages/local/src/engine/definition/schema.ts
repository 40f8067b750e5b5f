import { z } from "zod";
import type { JsonObject } from "../json.ts";
import { isObject } from "../json.ts";
import { pathChoiceSchema } from "../jsonpath/states/choice.ts";
import { pathFailSchema } from "../jsonpath/states/fail.ts";
import { pathMapSchema } from "../jsonpath/states/map.ts";
import { pathParallelSchema } from "../jsonpath/states/parallel.ts";
import { pathPassSchema } from "../jsonpath/states/pass.ts";
import { pathSucceedSchema } from "../jsonpath/states/succeed.ts";
import { pathTaskSchema } from "../jsonpath/states/task.ts";
import { pathWaitSchema } from "../jsonpath/states/wait.ts";
import { choiceSchema } from "../states/choice.ts";
import { failSchema } from "../states/fail.ts";
import { mapSchema } from "../states/map.ts";
import { parallelSchema } from "../states/parallel.ts";
import { passSchema } from "../states/pass.ts";
import { succeedSchema } from "../states/succeed.ts";
import { taskSchema } from "../states/task.ts";
import { waitSchema } from "../states/wait.ts";

/** The states that the interpreter runs. Schemas are strict: a field that it does not know is an error, never ignored. */
export const stateSchemas = {
  JSONata: z.discriminatedUnion("Type", [
    taskSchema,
    passSchema,
    choiceSchema,
    waitSchema,
    parallelSchema,
    mapSchema,
    succeedSchema,
    failSchema,
  ]),
  JSONPath: z.discriminatedUnion("Type", [
    pathTaskSchema,
    pathPassSchema,
    pathChoiceSchema,
    pathWaitSchema,
    pathParallelSchema,
    pathMapSchema,
    pathSucceedSchema,
    pathFailSchema,
  ]),
};

const flow = {
  Comment: z.string().optional(),
  StartAt: z.string(),
  /** Each is checked by the schema of its own language. */
  States: z.record(
    z.string(),
    z.custom<JsonObject>((value) => isObject(value), "expected an object"),
  ),
};

export const branchSchema = z.strictObject(flow);

export const processorSchema = z.strictObject({
  ...flow,
  ProcessorConfig: z
    .discriminatedUnion("Mode", [
      z.strictObject({ Mode: z.literal("INLINE") }),
      z.strictObject({
        Mode: z.literal("DISTRIBUTED"),
        ExecutionType: z.enum(["STANDARD", "EXPRESS"]).optional(),
      }),
    ])
    .optional(),
});

export const machineSchema = z.strictObject({
  ...flow,
  QueryLanguage: z.enum(["JSONata", "JSONPath"]).default("JSONPath"),
  Version: z.literal("1.0").optional(),
  TimeoutSeconds: z.int().min(1).max(99_999_999).optional(),
});
