import { z } from "zod";
import { assignSchema, expressionSchema, jsonSchema } from "../definition/fields.ts";
import { StatesError } from "../error.ts";
import { whileExecuting } from "../failure.ts";
import { compileField } from "../field.ts";
import type { RunnableState } from "../state.ts";
import { leave } from "../state.ts";
import { anyState, assignable, compileLeaving } from "./common.ts";

const ruleSchema = z.strictObject({
  Comment: z.string().optional(),
  Condition: z.union([expressionSchema, z.boolean()]),
  Next: z.string(),
  Output: jsonSchema.optional(),
  Assign: assignSchema.optional(),
});

export const choiceSchema = z.strictObject({
  Type: z.literal("Choice"),
  ...anyState,
  ...assignable,
  Choices: z.array(ruleSchema).min(1),
  Default: z.string().optional(),
});

export function compileChoice(name: string, state: z.output<typeof choiceSchema>): RunnableState {
  const rules = state.Choices.map((rule, index) => ({
    condition: compileField(rule.Condition, `Choices[${index}]/Condition`, "boolean"),
    leaving: compileLeaving(rule, `Choices[${index}]/`),
  }));
  // The state's own Output and Assign are for Default alone.
  const otherwise = compileLeaving({ ...state, Next: state.Default });
  return {
    type: "Choice",
    name,
    run: async (visit) => {
      const scope = visit.scope();
      for (const { condition, leaving } of rules)
        if (await condition(scope)) return await leave(visit, leaving, scope, visit.input);
      if (otherwise.next === undefined)
        throw new StatesError("States.NoChoiceMatched", whileExecuting(visit, noWay));
      return await leave(visit, otherwise, scope, visit.input);
    },
  };
}

export const noWay = "Failed to transition out of the state. The state does not point to a next state.";
