import { z } from "zod";
import { jsonSchema } from "../definition/fields.ts";
import type { RunnableState } from "../state.ts";
import { leave } from "../state.ts";
import { anyState, compileLeaving } from "./common.ts";

export const succeedSchema = z.strictObject({
  Type: z.literal("Succeed"),
  ...anyState,
  Output: jsonSchema.optional(),
});

export function compileSucceed(name: string, state: z.output<typeof succeedSchema>): RunnableState {
  const leaving = compileLeaving(state);
  return { type: "Succeed", name, run: (visit) => leave(visit, leaving, visit.scope(), visit.input) };
}
