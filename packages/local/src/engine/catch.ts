import { z } from "zod";
import { dataOf } from "./data.ts";
import { assignSchema, jsonSchema } from "./definition/fields.ts";
import type { StatesError } from "./error.ts";
import type { Json } from "./json.ts";
import { matches } from "./match.ts";
import type { Exit, Leaving } from "./state.ts";
import { leave } from "./state.ts";
import { compileTemplate } from "./template.ts";
import type { Visit } from "./visit.ts";

export const catcherSchema = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: z.array(z.string()).min(1),
  Next: z.string(),
  Output: jsonSchema.optional(),
  Assign: assignSchema.optional(),
});

export interface Catcher extends Leaving {
  readonly errorEquals: readonly string[];
}

export function compileCatcher(catcher: z.output<typeof catcherSchema>, index: number): Catcher {
  const { ErrorEquals: errorEquals, Next: next, Output, Assign } = catcher;
  return {
    errorEquals,
    next,
    output: Output === undefined ? undefined : compileTemplate(Output, `Catch[${index}]/Output`),
    assign: Assign && compileTemplate(Assign, `Catch[${index}]/Assign`),
  };
}

/** The first catcher that names an error. */
export function catcherOf(catchers: readonly Catcher[], error: StatesError): Catcher | undefined {
  return catchers.find(({ errorEquals }) => matches(errorEquals, error));
}

/** Leaves the state by a catcher. Without an Output of its own, the error goes on. */
export function leaveBy(catcher: Catcher, error: StatesError, visit: Visit): Promise<Exit> {
  // Null where a part is missing, as an answer to a token without a name is recorded.
  const errorOutput: Json = { Error: error.error ?? null, Cause: error.reason ?? null };
  return leave(visit, catcher, visit.scope({ errorOutput }), dataOf(errorOutput));
}
