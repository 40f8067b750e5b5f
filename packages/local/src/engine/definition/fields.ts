import { z } from "zod";
import type { Json } from "../json.ts";
import { expressionSource } from "../jsonata/expression.ts";

/** Any JSON value; it came from JSON.parse, so there is nothing to check. */
export const jsonSchema = z.custom<Json>((value) => value !== undefined);

/** Text that stands for a value of another type: it must be computed. */
export const expressionSchema = z
  .string()
  .refine((text) => expressionSource(text) !== undefined, "expected a value or an expression, {% … %}");

/** Variables to set. Names are JSONata's, at most 80 characters, and `states` is taken. */
export const assignSchema = z.record(
  z
    .string()
    .regex(/^[\p{ID_Start}_]\p{ID_Continue}{0,79}$/u, "not a name of a variable")
    .refine((name) => name !== "states", "'states' is reserved"),
  jsonSchema,
);
