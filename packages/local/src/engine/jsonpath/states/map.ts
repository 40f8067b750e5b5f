import { z } from "zod";
import { dataOf } from "../../data.ts";
import { jsonSchema } from "../../definition/fields.ts";
import { PathError } from "../../error.ts";
import type { Json } from "../../json.ts";
import type { RunnableState } from "../../state.ts";
import { distributedMapState } from "../../states/distributed-map.ts";
import type { MapParts, Processor } from "../../states/map.ts";
import { mapState } from "../../states/map.ts";
import { labelSchema, mostConcurrent } from "../../states/map-items.ts";
import type { Visit } from "../../visit.ts";
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
  Label: labelSchema.optional(),
  /** ItemSelector's former name. */
  Parameters: jsonSchema.optional(),
  MaxConcurrency: z.int().min(0).optional(),
  MaxConcurrencyPath: pathSchema.optional(),
  /** Looked at, as on AWS, where they count for distributed Maps alone. */
  ToleratedFailureCount: z.int().min(0).optional(),
  ToleratedFailureCountPath: pathSchema.optional(),
  ToleratedFailurePercentage: z.number().min(0).max(100).optional(),
  ToleratedFailurePercentagePath: pathSchema.optional(),
  ItemProcessor: z.record(z.string(), jsonSchema).optional(),
  /** ItemProcessor's former name. */
  Iterator: z.record(z.string(), jsonSchema).optional(),
});

export function compilePathMap(
  name: string,
  state: z.output<typeof pathMapSchema>,
  { processor, isDistributed }: Processor,
): RunnableState {
  const { InputPath, ItemsPath = "$", ItemSelector = state.Parameters } = state;
  const input = compileIn({ InputPath });
  const items = compilePathExpression(ItemsPath, "ItemsPath");
  const selector = ItemSelector === undefined ? undefined : compilePayload(ItemSelector);
  const concurrency = compileAmount("MaxConcurrencyPath", state.MaxConcurrency, state.MaxConcurrencyPath, 0);
  const count = compileAmount(
    "ToleratedFailureCountPath",
    state.ToleratedFailureCount,
    state.ToleratedFailureCountPath,
    0,
  );
  const percentage = compilePercentage(state.ToleratedFailurePercentagePath);
  const parts: MapParts = {
    recovery: compilePathRecovery(state),
    items: (visit) => {
      const found = items(scopeOf(visit, input(visit).value));
      if (Array.isArray(found)) return found;
      throw new PathError(`Reference path "${ItemsPath}" must point to array.`);
    },
    concurrency: (visit) => {
      const { value } = input(visit);
      count?.(visit, value);
      percentage?.(visit, value);
      const most = concurrency?.(visit, value) || mostConcurrent;
      return Math.min(most, mostConcurrent);
    },
    input: (visit, item) =>
      dataOf(selector ? selector(scopeOf(visit, input(visit).value, item)) : item.value),
    leave: compileOut(state),
  };
  if (isDistributed) return distributedMapState(name, state.Label ?? name, processor, parts);
  return mapState(name, processor, parts);
}

function compilePercentage(path: string | undefined): ((visit: Visit, input: Json) => void) | undefined {
  if (path === undefined) return undefined;
  const read = compilePathExpression(path, "ToleratedFailurePercentagePath");
  return (visit, input) => {
    const value = read(scopeOf(visit, input));
    if (typeof value === "number" && value >= 0 && value <= 100) return;
    throw new PathError(
      `The ToleratedFailurePercentagePath field must lead to a number between 0 and 100: ${path} == ${JSON.stringify(value)}`,
    );
  };
}
