import { z } from "zod";
import type { RunnableState } from "../../state.ts";
import { anyPathState } from "../fields.ts";
import { compileIn, compileOut } from "../filters.ts";

export const pathSucceedSchema = z.strictObject({ Type: z.literal("Succeed"), ...anyPathState });

export function compilePathSucceed(name: string, state: z.output<typeof pathSucceedSchema>): RunnableState {
  const input = compileIn(state);
  const out = compileOut(state);
  return { type: "Succeed", name, run: async (visit) => out(visit, input(visit)) };
}
