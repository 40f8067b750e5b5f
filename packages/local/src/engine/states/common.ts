import { z } from "zod";
import { catcherSchema, compileCatcher } from "../catch.ts";
import { assignSchema, jsonSchema } from "../definition/fields.ts";
import type { Recovery } from "../recover.ts";
import { retrierSchema } from "../retry.ts";
import type { Leaving } from "../state.ts";
import { compileTemplate } from "../template.ts";

/** Fields that every state may have. The query language is checked for the machine as a whole. */
export const anyState = {
  Comment: z.string().optional(),
  QueryLanguage: z.literal("JSONata").optional(),
};

export const assignable = {
  Output: jsonSchema.optional(),
  Assign: assignSchema.optional(),
};

export const onward = { Next: z.string().optional(), End: z.boolean().optional() };

export const recoverable = {
  Retry: z.array(retrierSchema).default([]),
  Catch: z.array(catcherSchema).default([]),
};

type LeavingFields = {
  [K in keyof (typeof assignable & typeof onward)]?:
    | z.output<(typeof assignable & typeof onward)[K]>
    | undefined;
};

export function compileLeaving({ Output, Assign, Next }: LeavingFields, prefix = ""): Leaving {
  return {
    output: Output === undefined ? undefined : compileTemplate(Output, `${prefix}Output`),
    assign: Assign && compileTemplate(Assign, `${prefix}Assign`),
    next: Next,
  };
}

export function compileRecovery(fields: {
  Retry: z.output<typeof recoverable.Retry>;
  Catch: z.output<typeof recoverable.Catch>;
}): Recovery {
  return { retriers: fields.Retry, catchers: fields.Catch.map(compileCatcher) };
}
