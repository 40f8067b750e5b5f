import { PathError } from "../error.ts";
import type { Json } from "../json.ts";
import type { Visit } from "../visit.ts";
import { compilePathExpression } from "./expression.ts";
import { scopeOf } from "./scope.ts";

/** A number of a state; `input` is its input after InputPath. */
export type Amount = (visit: Visit, input: Json) => number;

/** Reads a number from the definition or from where `path` leads; undefined where neither is given. */
export function compileAmount(
  field: string,
  fixed: number | undefined,
  path: string | undefined,
  least: number,
): Amount | undefined {
  if (fixed !== undefined) return () => fixed;
  if (path === undefined) return undefined;
  const read = compilePathExpression(path, field);
  return (visit, input) => {
    const value = read(scopeOf(visit, input));
    if (!Number.isInteger(value))
      throw new PathError(
        `The ${field} parameter cannot be parsed as a long value: ${path} == ${JSON.stringify(value)}`,
      );
    const amount = Number(value);
    if (amount >= least && amount <= 99_999_999) return amount;
    throw new PathError(
      amount < 0
        ? `The ${field} parameter references a negative value: ${path} == ${amount}`
        : `The ${field} parameter must be between ${least} and 99999999: ${path} == ${amount}`,
    );
  };
}
