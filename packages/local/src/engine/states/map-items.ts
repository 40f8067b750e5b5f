import { z } from "zod";
import { expressionSchema } from "../definition/fields.ts";
import { EvaluationError } from "../error.ts";
import { compileField } from "../field.ts";
import type { Json } from "../json.ts";
import type { Visit } from "../visit.ts";

/** What a Map goes over: Items, or its input. */
export type Items = (visit: Visit) => Promise<readonly Json[]>;

export function compileItems(items: Json | undefined): Items {
  if (items === undefined) return inputItems;
  const field = compileField(items, "Items", "array");
  return async (visit) => await field(visit.scope());
}

const inputItems: Items = async ({ input }) => {
  if (Array.isArray(input.value)) return input.value;
  throw new EvaluationError(`Map state input must be an array but was: ${input.text}`);
};

/** AWS runs at most this many iterations of an inline Map at a time; 0 means as many as may be. */
export const mostConcurrent = 40;

/** Part of the ARNs of a distributed Map's runs. */
export const labelSchema = z.string().regex(/^[^\s?*<>{}[\]:;,\\|^~$#%&`"\p{Cc}]{1,40}$/u, "not a label");

export const amountFields = {
  MaxConcurrency: z.union([z.int().min(0), expressionSchema]).default(0),
  /** Evaluated, as on AWS, where they count for distributed Maps alone. */
  ToleratedFailureCount: z.union([z.int().min(0), expressionSchema]).default(0),
  ToleratedFailurePercentage: z.union([z.number().min(0).max(100), expressionSchema]).default(0),
};

type Amounts = { readonly [K in keyof typeof amountFields]: z.output<(typeof amountFields)[K]> };

/** Evaluates all amounts; the answer is how many iterations may run at a time. */
export function compileConcurrency(amounts: Amounts): (visit: Visit) => Promise<number> {
  const concurrency = compileField(amounts.MaxConcurrency, "MaxConcurrency", "integer");
  const count = compileField(amounts.ToleratedFailureCount, "ToleratedFailureCount", "integer");
  const percentage = compileField(amounts.ToleratedFailurePercentage, "ToleratedFailurePercentage", "number");
  return async (visit) => {
    const scope = visit.scope();
    const most = positive(await concurrency(scope), "MaxConcurrency");
    positive(await count(scope), "ToleratedFailureCount");
    positive(await percentage(scope), "ToleratedFailurePercentage");
    return most === 0 ? mostConcurrent : Math.min(most, mostConcurrent);
  };
}

function positive(amount: number, field: string): number {
  if (amount >= 0) return amount;
  throw new EvaluationError(`The ${field} field must not be negative but was: ${amount}`, field, "entry");
}
