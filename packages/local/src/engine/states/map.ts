import { z } from "zod";
import { dataOf, withinLimit } from "../data.ts";
import { jsonSchema } from "../definition/json-schema.ts";
import { EvaluationError } from "../error.ts";
import type { Field } from "../field.ts";
import { compileField } from "../field.ts";
import type { Flow } from "../flow.ts";
import { startOf } from "../flow.ts";
import type { Json } from "../json.ts";
import { LineFailed, runLines } from "../lines.ts";
import { record } from "../record.ts";
import type { Outcome } from "../recover.ts";
import { recovering } from "../recover.ts";
import type { Exit, RunnableState } from "../state.ts";
import { leave } from "../state.ts";
import { compileTemplate } from "../template.ts";
import type { Visit } from "../visit.ts";
import { anyState, assignable, compileLeaving, compileRecovery, onward, recoverable } from "./common.ts";
import { arrayOf } from "./parallel.ts";

/** AWS runs at most this many iterations of an inline Map at a time. */
const mostConcurrent = 40;

const amount = z.union([z.number(), z.string()]).optional();

export const mapSchema = z.strictObject({
  Type: z.literal("Map"),
  ...anyState,
  ...assignable,
  ...onward,
  ...recoverable,
  Items: z.union([z.string(), z.array(jsonSchema)]).optional(),
  ItemSelector: jsonSchema.optional(),
  MaxConcurrency: amount,
  /** Evaluated as on AWS, where they count for distributed Maps alone. */
  ToleratedFailureCount: amount,
  ToleratedFailurePercentage: amount,
  /** A flow; it is checked and compiled on its own. */
  ItemProcessor: jsonSchema,
});

export function compileMap(name: string, state: z.output<typeof mapSchema>, processor: Flow): RunnableState {
  const items = state.Items === undefined ? inputItems : compileItems(state.Items);
  const numbers = [
    amountField(state.MaxConcurrency, "MaxConcurrency", "integer"),
    amountField(state.ToleratedFailureCount, "ToleratedFailureCount", "integer"),
    amountField(state.ToleratedFailurePercentage, "ToleratedFailurePercentage", "number"),
  ];
  const selector =
    state.ItemSelector === undefined ? undefined : compileTemplate(state.ItemSelector, "ItemSelector");
  const leaving = compileLeaving(state);
  /** For each visit, the event of the iteration that failed in the last attempt. */
  const failed = new WeakMap<Visit, number>();

  const attempt = async (visit: Visit): Promise<Exit> => {
    const { frame } = visit.thread;
    failed.delete(visit);
    const values = await items(visit);
    const [concurrency] = await amounts(numbers, visit);
    frame.previous = record(visit.thread, "MapStateStarted", frame.previous, {
      mapStateStartedEventDetails: { length: values.length },
    });
    const iteration = (index: number) => ({ name, index });
    const outputs = await runLines(visit, {
      count: values.length,
      concurrency: concurrency || mostConcurrent,
      flow: () => processor,
      start: async (index, previous, inside) => {
        const value = values[index] ?? null;
        const item = { index, value };
        const input = selector ? dataOf(await selector(visit.scope(undefined, item))) : dataOf(value);
        withinLimit(input, name);
        const id = record(inside, "MapIterationStarted", previous, {
          mapIterationStartedEventDetails: iteration(index),
        });
        return startOf(processor, input, id, { variables: frame.variables, item });
      },
      ended: (index, { previous }, inside) =>
        record(inside, "MapIterationSucceeded", previous, {
          mapIterationSucceededEventDetails: iteration(index),
        }),
      failed: (index, { previous }) =>
        failed.set(
          visit,
          record(visit.thread, "MapIterationFailed", previous, {
            mapIterationFailedEventDetails: iteration(index),
          }),
        ),
      aborted: (index) =>
        record(visit.thread, "MapIterationAborted", frame.previous, {
          mapIterationAbortedEventDetails: iteration(index),
        }),
    }).catch((error: unknown) => {
      throw error instanceof LineFailed ? error.error : error;
    });
    record(visit.thread, "MapStateSucceeded", frame.previous);
    const result = arrayOf(outputs);
    return await leave(visit, leaving, visit.scope({ result: result.value }), result);
  };
  // A retry follows the failure inside the iteration; the state's end follows the iteration's.
  const onFailure = (visit: Visit, outcome: Outcome): void => {
    const { frame } = visit.thread;
    if (outcome === "retried") return;
    frame.previous = record(visit.thread, "MapStateFailed", failed.get(visit) ?? frame.previous);
  };
  return {
    type: "Map",
    name,
    run: (visit) => recovering(visit, { ...compileRecovery(state), onFailure }, attempt),
  };
}

type Items = (visit: Visit) => Promise<readonly Json[]>;

function compileItems(items: Json): Items {
  const field = compileField(items, "Items", "array");
  return async (visit) => await field(visit.scope());
}

const inputItems: Items = async ({ input }) => {
  if (Array.isArray(input.value)) return input.value;
  throw new EvaluationError(`Map state input must be an array but was: ${input.text}`);
};

function amountField(
  value: number | string | undefined,
  location: string,
  kind: "integer" | "number",
): Field<number> | undefined {
  return value === undefined ? undefined : compileField(value, location, kind);
}

async function amounts(
  fields: readonly (Field<number> | undefined)[],
  visit: Visit,
): Promise<(number | undefined)[]> {
  const values: (number | undefined)[] = [];
  for (const field of fields) values.push(await field?.(visit.scope()));
  return values;
}
