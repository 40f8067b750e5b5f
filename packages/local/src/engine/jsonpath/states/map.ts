import { z } from "zod";
import { dataOf } from "../../data.ts";
import { jsonSchema } from "../../definition/fields.ts";
import { PathError } from "../../error.ts";
import type { Flow } from "../../flow.ts";
import type { RunnableState } from "../../state.ts";
import { mapState } from "../../states/map.ts";
import { mostConcurrent } from "../../states/map-items.ts";
import { compileAmount } from "../amount.ts";
import { compilePathExpression } from "../expression.ts";
import { anyPathState, onwardByPath, pathSchema, recoverableByPath, resultFields } from "../fields.ts";
import { compileIn, compileOut } from "../filters.ts";
import { compilePayload } from "../payload.ts";
import { compilePathRecovery } from "../recovery.ts";
import { scopeOf } from "../scope.ts";

export const pathMapSchema = z.strictObject({
  Type: z.literal("Map"),
  ...anyPathState,
  ...onwardByPath,
  ...resultFields,
  ...recoverableByPath,
  ItemsPath: pathSchema.optional(),
  ItemSelector: jsonSchema.optional(),
  /** ItemSelector's former name. */
  Parameters: jsonSchema.optional(),
  MaxConcurrency: z.int().min(0).optional(),
  MaxConcurrencyPath: pathSchema.optional(),
  ItemProcessor: z.record(z.string(), jsonSchema).optional(),
  /** ItemProcessor's former name. */
  Iterator: z.record(z.string(), jsonSchema).optional(),
});

export function compilePathMap(
  name: string,
  state: z.output<typeof pathMapSchema>,
  processor: Flow,
): RunnableState {
  const { InputPath, ItemsPath = "$", ItemSelector = state.Parameters } = state;
  const input = compileIn({ InputPath });
  const items = compilePathExpression(ItemsPath, "ItemsPath");
  const selector = ItemSelector === undefined ? undefined : compilePayload(ItemSelector);
  const concurrency = compileAmount("MaxConcurrencyPath", state.MaxConcurrency, state.MaxConcurrencyPath, 0);
  return mapState(name, processor, {
    recovery: compilePathRecovery(state),
    items: (visit) => {
      const found = items(scopeOf(visit, input(visit).value));
      if (Array.isArray(found)) return found;
      throw new PathError(`Reference path "${ItemsPath}" must point to array.`);
    },
    concurrency: (visit) => {
      const most = concurrency?.(visit, input(visit).value) || mostConcurrent;
      return Math.min(most, mostConcurrent);
    },
    input: (visit, item) =>
      dataOf(selector ? selector(scopeOf(visit, input(visit).value, item)) : item.value),
    leave: compileOut(state),
  });
}
