import { PathError } from "../error.ts";
import type { Json } from "../json.ts";
import { IntrinsicError, MissingArgument } from "./intrinsics/error.ts";
import { parseIntrinsic } from "./intrinsics/parse.ts";
import { parsePath } from "./parse-path.ts";
import type { PathScope } from "./scope.ts";
import { lookUp, rootOf } from "./scope.ts";
import { whatIsMissing } from "./select.ts";

/** The value of a field that is written as a path or as an intrinsic function. */
export type PathExpression = (scope: PathScope) => Json;

export const isIntrinsic = (text: string): boolean => text.startsWith("States.");

/** `field` is the name by which errors call the field, such as `weight.$`. Throws SyntaxError. */
export function compilePathExpression(text: string, field: string): PathExpression {
  return isIntrinsic(text) ? compileIntrinsic(text) : compileField(text, field);
}

function compileField(text: string, field: string): PathExpression {
  const path = parsePath(text);
  return (scope) => {
    const found = lookUp(path, scope);
    if (found !== undefined) return found;
    const root = rootOf(path, scope);
    // AWS puts null where an index lies beyond the array's end.
    if (root !== undefined && whatIsMissing(path.steps, root).isIndex) return null;
    throw new PathError(
      `The JSONPath '${text}' specified for the field '${field}' could not be found in the input '${JSON.stringify(scope.input)}'`,
    );
  };
}

function compileIntrinsic(text: string): PathExpression {
  const evaluate = parseIntrinsic(text);
  return (scope) => {
    try {
      return evaluate(scope);
    } catch (error) {
      if (!(error instanceof IntrinsicError)) throw error;
      const name = error instanceof MissingArgument ? "States.Runtime" : "States.IntrinsicFailure";
      throw new PathError(`The function '${text}' had the following error: ${error.message}`, name);
    }
  };
}
