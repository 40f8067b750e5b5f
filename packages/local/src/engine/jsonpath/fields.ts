import { z } from "zod";
import { jsonSchema } from "../definition/fields.ts";
import type { Json } from "../json.ts";
import { retrierSchema } from "../retry.ts";
import { compilePathExpression } from "./expression.ts";
import { parsePath } from "./parse-path.ts";
import { parses } from "./parses.ts";
import { parseReferencePath } from "./reference-path.ts";

/** A field that must parse; what it says is compiled later, with the state. */
const parsing = (parse: (text: string) => unknown, message: string) =>
  z.string().refine((text) => parses(() => parse(text)), message);

export const pathSchema = parsing(parsePath, "not a valid JSONPath");

export const referencePathSchema = parsing(parseReferencePath, "not a valid reference path");

/** A path, or an intrinsic function such as Fail's ErrorPath may have. */
export const pathOrIntrinsicSchema = parsing(
  (text) => compilePathExpression(text, ""),
  "not a valid JSONPath or intrinsic function",
);

/** Variables to set; a name that ends in `.$` has a path or an intrinsic function. */
export const pathAssignSchema = z.record(
  z
    .string()
    .regex(/^[\p{ID_Start}_]\p{ID_Continue}{0,79}(\.\$)?$/u, "not a name of a variable")
    .refine((name) => name.replace(/\.\$$/, "") !== "states", "'states' is reserved"),
  jsonSchema,
);

/** Fields that every state may have. */
export const anyPathState = {
  Comment: z.string().optional(),
  QueryLanguage: z.literal("JSONPath").optional(),
  InputPath: pathSchema.nullable().optional(),
  OutputPath: pathSchema.nullable().optional(),
};

export const onwardByPath = {
  Next: z.string().optional(),
  End: z.boolean().optional(),
  Assign: pathAssignSchema.optional(),
};

export const resultFields = {
  ResultPath: referencePathSchema.nullable().optional(),
};

export const pathCatcherSchema = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: z.array(z.string()).min(1),
  Next: z.string(),
  ResultPath: referencePathSchema.nullable().optional(),
  Assign: pathAssignSchema.optional(),
});

export const recoverableByPath = {
  ResultSelector: jsonSchema.optional(),
  Retry: z.array(retrierSchema).default([]),
  Catch: z.array(pathCatcherSchema).default([]),
};

/** What compileIn reads. */
export interface InFields {
  readonly InputPath?: string | null | undefined;
  readonly Parameters?: Json | undefined;
}

/** What compileOut reads. */
export interface OutFields {
  readonly ResultSelector?: Json | undefined;
  readonly ResultPath?: string | null | undefined;
  readonly OutputPath?: string | null | undefined;
  readonly Assign?: Readonly<Record<string, Json>> | undefined;
  readonly Next?: string | undefined;
}
