import { z } from "zod";
import { withinLimit } from "../../data.ts";
import { jsonSchema } from "../../definition/fields.ts";
import type { Flow } from "../../flow.ts";
import type { RunnableState } from "../../state.ts";
import { parallelState } from "../../states/parallel.ts";
import { anyPathState, onwardByPath, recoverableByPath, resultFields } from "../fields.ts";
import { compileIn, compileOut } from "../filters.ts";
import { compilePathRecovery } from "../recovery.ts";

export const pathParallelSchema = z.strictObject({
  Type: z.literal("Parallel"),
  ...anyPathState,
  ...onwardByPath,
  ...resultFields,
  ...recoverableByPath,
  Branches: z.array(z.record(z.string(), jsonSchema)),
  Parameters: jsonSchema.optional(),
});

export function compilePathParallel(
  name: string,
  state: z.output<typeof pathParallelSchema>,
  branches: readonly Flow[],
): RunnableState {
  const input = compileIn(state);
  return parallelState(name, branches, {
    recovery: compilePathRecovery(state),
    input: (visit) => withinLimit(input(visit), name),
    leave: compileOut(state),
  });
}
