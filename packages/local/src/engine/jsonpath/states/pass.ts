import { z } from "zod";
import { dataOf } from "../../data.ts";
import { jsonSchema } from "../../definition/fields.ts";
import type { RunnableState } from "../../state.ts";
import { anyPathState, onwardByPath, resultFields } from "../fields.ts";
import { compileIn, compileOut } from "../filters.ts";

export const pathPassSchema = z.strictObject({
  Type: z.literal("Pass"),
  ...anyPathState,
  ...onwardByPath,
  ...resultFields,
  Parameters: jsonSchema.optional(),
  Result: jsonSchema.optional(),
});

export function compilePathPass(name: string, state: z.output<typeof pathPassSchema>): RunnableState {
  const input = compileIn(state);
  const out = compileOut(state);
  const result = state.Result === undefined ? undefined : dataOf(state.Result);
  return {
    type: "Pass",
    name,
    run: async (visit) => {
      const worked = input(visit);
      return out(visit, result ?? worked);
    },
  };
}
