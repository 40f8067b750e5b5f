import { z } from "zod";
import { PathError, StatesError } from "../../error.ts";
import type { RunnableState } from "../../state.ts";
import type { Visit } from "../../visit.ts";
import { compilePathExpression } from "../expression.ts";
import { pathOrIntrinsicSchema } from "../fields.ts";
import { scopeOf } from "../scope.ts";

export const pathFailSchema = z.strictObject({
  Type: z.literal("Fail"),
  Comment: z.string().optional(),
  QueryLanguage: z.literal("JSONPath").optional(),
  Error: z.string().optional(),
  ErrorPath: pathOrIntrinsicSchema.optional(),
  Cause: z.string().optional(),
  CausePath: pathOrIntrinsicSchema.optional(),
});

export function compilePathFail(name: string, state: z.output<typeof pathFailSchema>): RunnableState {
  const error = compileText("ErrorPath", state.Error, state.ErrorPath);
  const cause = compileText("CausePath", state.Cause, state.CausePath);
  return {
    type: "Fail",
    name,
    run: async (visit) => {
      throw new StatesError(error(visit), cause(visit));
    },
  };
}

function compileText(
  field: string,
  fixed: string | undefined,
  path: string | undefined,
): (visit: Visit) => string | undefined {
  if (path === undefined) return () => fixed;
  const read = compilePathExpression(path, field);
  return (visit) => {
    const value = read(scopeOf(visit, visit.input.value));
    if (typeof value === "string") return value;
    throw new PathError(
      `The value of the field '${field}' must be a string but was: ${JSON.stringify(value)}`,
    );
  };
}
