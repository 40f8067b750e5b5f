import { EvaluationError } from "./error.ts";
import type { Json } from "./json.ts";
import { typeName } from "./json.ts";
import type { Scope } from "./jsonata/expression.ts";
import { compileExpression, expressionSource } from "./jsonata/expression.ts";
import { compileTemplate } from "./template.ts";

/** A field of a state that must have a type, whether written out or computed. */
export type Field<T> = (scope: Scope) => T | Promise<T>;

const kinds = {
  array: (value: Json): value is readonly Json[] => Array.isArray(value),
  boolean: (value: Json): value is boolean => typeof value === "boolean",
  integer: (value: Json): value is number => Number.isInteger(value),
  number: (value: Json): value is number => typeof value === "number",
  string: (value: Json): value is string => typeof value === "string",
} as const;

type Kinds = { array: readonly Json[]; boolean: boolean; integer: number; number: number; string: string };

export function compileField<K extends keyof Kinds>(value: Json, location: string, kind: K): Field<Kinds[K]> {
  const source = typeof value === "string" ? expressionSource(value) : undefined;
  const evaluate =
    source === undefined ? compileTemplate(value, location) : compileExpression(source, location).evaluate;
  const subject =
    source === undefined
      ? `The value specified for the field '${location}'`
      : `The JSONata expression '${source}' specified for the field '${location}'`;
  const check = (result: Json): Kinds[K] => {
    const is: (value: Json) => boolean = kinds[kind];
    if (is(result)) return result as Kinds[K]; // kinds[kind] has just said so
    throw new EvaluationError(
      `${subject} returned an unexpected result type. Expected '${kind}', but was '${typeName(result)}' for value: ${JSON.stringify(result)}`,
      location,
    );
  };
  return (scope) => {
    const result = evaluate(scope);
    return result instanceof Promise ? result.then(check) : check(result);
  };
}
