import { z } from "zod";
import { StatesError } from "../error.ts";
import { compileField } from "../field.ts";
import type { RunnableState } from "../state.ts";
import { anyState } from "./common.ts";

export const failSchema = z.strictObject({
  Type: z.literal("Fail"),
  ...anyState,
  Error: z.string().optional(),
  Cause: z.string().optional(),
});

export function compileFail(name: string, state: z.output<typeof failSchema>): RunnableState {
  const error = state.Error === undefined ? undefined : compileField(state.Error, "Error", "string");
  const cause = state.Cause === undefined ? undefined : compileField(state.Cause, "Cause", "string");
  return {
    type: "Fail",
    name,
    run: async (visit) => {
      const scope = visit.scope();
      throw new StatesError(await error?.(scope), await cause?.(scope));
    },
  };
}
