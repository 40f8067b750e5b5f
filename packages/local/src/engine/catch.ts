import { z } from "zod";
import { dataOf } from "./data.ts";
import { assignSchema, jsonSchema } from "./definition/fields.ts";
import type { StatesError } from "./error.ts";
import type { Json } from "./json.ts";
import { matches } from "./match.ts";
import type { Exit } from "./state.ts";
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

/** One entry of Catch, ready to be left by. */
export interface Catcher {
  readonly errorEquals: readonly string[];
  leave(visit: Visit, errorOutput: Json): Exit | Promise<Exit>;
}

export function compileCatcher(catcher: z.output<typeof catcherSchema>, index: number): Catcher {
  const { ErrorEquals: errorEquals, Next: next, Output, Assign } = catcher;
  const leaving = {
    next,
    output: Output === undefined ? undefined : compileTemplate(Output, `Catch[${index}]/Output`),
    assign: Assign && compileTemplate(Assign, `Catch[${index}]/Assign`),
  };
  return {
    errorEquals,
    // Without an Output of its own, the error goes on.
    leave: (visit, errorOutput) => leave(visit, leaving, visit.scope({ errorOutput }), dataOf(errorOutput)),
  };
}

/** The first catcher that names an error. */
export function catcherOf(catchers: readonly Catcher[], error: StatesError): Catcher | undefined {
  return catchers.find(({ errorEquals }) => matches(errorEquals, error));
}

/** An error as catchers see it. */
export function errorOutputOf(error: StatesError): Json {
  // Null where a part is missing, as an answer to a token without a name is recorded.
  return { Error: error.error ?? null, Cause: error.reason ?? null };
}
