import { z } from "zod";
import { jsonSchema } from "../../definition/fields.ts";
import { StatesError } from "../../error.ts";
import { whileExecuting } from "../../failure.ts";
import { isObject } from "../../json.ts";
import type { RunnableState } from "../../state.ts";
import { noWay } from "../../states/choice.ts";
import { compileRule } from "../choice/rule.ts";
import { anyPathState, pathAssignSchema } from "../fields.ts";
import { compileIn, compileOut } from "../filters.ts";
import { scopeOf } from "../scope.ts";

/** A rule's comparison is checked by choice/check.ts; here is what makes it one of Choices. */
const ruleSchema = z.looseObject({
  Comment: z.string().optional(),
  Next: z.string(),
  Assign: pathAssignSchema.optional(),
});

export const pathChoiceSchema = z.strictObject({
  Type: z.literal("Choice"),
  ...anyPathState,
  Assign: pathAssignSchema.optional(),
  Choices: z.array(ruleSchema).min(1),
  Default: z.string().optional(),
});

export function compilePathChoice(name: string, state: z.output<typeof pathChoiceSchema>): RunnableState {
  const { OutputPath } = state;
  const input = compileIn(state);
  const rules = state.Choices.map((fields) => {
    const rule = jsonSchema.parse(fields);
    const { Assign, Next } = fields;
    return {
      matches: compileRule(isObject(rule) ? rule : {}),
      out: compileOut({ OutputPath, Assign, Next }),
    };
  });
  // The state's own Assign is for Default alone.
  const otherwise = compileOut({ OutputPath, Assign: state.Assign, Next: state.Default });
  return {
    type: "Choice",
    name,
    run: async (visit) => {
      const worked = input(visit);
      const scope = scopeOf(visit, worked.value);
      const rule = rules.find(({ matches }) => matches(scope));
      if (rule) return rule.out(visit, worked);
      if (state.Default === undefined)
        throw new StatesError("States.NoChoiceMatched", whileExecuting(visit, noWay));
      return otherwise(visit, worked);
    },
  };
}
