import { z } from "zod";
import type { RunnableState } from "../state.ts";
import { leave } from "../state.ts";
import { anyState, assignable, compileLeaving, onward } from "./common.ts";

export const passSchema = z.strictObject({ Type: z.literal("Pass"), ...anyState, ...assignable, ...onward });

export function compilePass(name: string, state: z.output<typeof passSchema>): RunnableState {
  const leaving = compileLeaving(state);
  return {
    type: "Pass",
    name,
    run: (visit) => leave(visit, leaving, visit.scope(), visit.input),
  };
}
