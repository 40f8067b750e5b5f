import { z } from "zod";
import type { Data } from "../data.ts";
import { dataOf, withinLimit } from "../data.ts";
import { expressionSchema, jsonSchema } from "../definition/fields.ts";
import type { Flow } from "../flow.ts";
import { startOf } from "../flow.ts";
import type { MapItem } from "../frame.ts";
import type { Json } from "../json.ts";
import type { Lines } from "../lines.ts";
import { LineFailed, runLines } from "../lines.ts";
import { record } from "../record.ts";
import type { Outcome, Recovery } from "../recover.ts";
import { recovering } from "../recover.ts";
import type { Exit, RunnableState } from "../state.ts";
import { leave } from "../state.ts";
import { compileTemplate } from "../template.ts";
import type { Visit } from "../visit.ts";
import { anyState, assignable, compileLeaving, compileRecovery, onward, recoverable } from "./common.ts";
import { distributedMapState } from "./distributed-map.ts";
import { amountFields, compileConcurrency, compileItems, labelSchema } from "./map-items.ts";
import { arrayOf } from "./parallel.ts";

export const mapSchema = z.strictObject({
  Type: z.literal("Map"),
  ...anyState,
  ...assignable,
  ...onward,
  ...recoverable,
  ...amountFields,
  Items: z.union([expressionSchema, z.array(jsonSchema)]).optional(),
  ItemSelector: jsonSchema.optional(),
  Label: labelSchema.optional(),
  /** A flow; it is checked and compiled on its own. */
  ItemProcessor: z.record(z.string(), jsonSchema),
});

/** What a Map does with each item, and whether in executions of their own. */
export interface Processor {
  readonly processor: Flow;
  readonly isDistributed: boolean;
}

/** What the query languages do differently about a Map. */
export interface MapParts {
  readonly recovery: Recovery;
  items(visit: Visit): readonly Json[] | Promise<readonly Json[]>;
  /** How many iterations may run at a time. */
  concurrency(visit: Visit): number | Promise<number>;
  /** What an iteration is given. */
  input(visit: Visit, item: MapItem): Data | Promise<Data>;
  leave(visit: Visit, result: Data): Exit | Promise<Exit>;
}

export function compileMap(
  name: string,
  state: z.output<typeof mapSchema>,
  { processor, isDistributed }: Processor,
): RunnableState {
  const selector =
    state.ItemSelector === undefined ? undefined : compileTemplate(state.ItemSelector, "ItemSelector");
  const leaving = compileLeaving(state);
  const parts: MapParts = {
    recovery: compileRecovery(state),
    items: compileItems(state.Items),
    concurrency: compileConcurrency(state),
    input: async (visit, item) =>
      dataOf(selector ? await selector(visit.scope(undefined, item)) : item.value),
    leave: (visit, result) => leave(visit, leaving, visit.scope({ result: result.value }), result),
  };
  if (isDistributed) return distributedMapState(name, state.Label ?? name, processor, parts);
  return mapState(name, processor, parts);
}

export function mapState(name: string, processor: Flow, parts: MapParts): RunnableState {
  /** For each visit, the event of the iteration that failed in the last attempt. */
  const failures = new WeakMap<Visit, number>();

  const attempt = async (visit: Visit): Promise<Exit> => {
    const { thread } = visit;
    const { frame } = thread;
    failures.delete(visit);
    visit.position.items ??= await parts.items(visit);
    const values = visit.position.items;
    const most = await parts.concurrency(visit);
    if (!visit.position.children)
      frame.previous = record(thread, "MapStateStarted", frame.previous, {
        mapStateStartedEventDetails: { length: values.length },
      });
    const lines: Lines = {
      count: values.length,
      concurrency: most,
      flow: () => processor,
      start: async (index, previous, inside) => {
        const item = { index, value: values[index] ?? null };
        const input = withinLimit(await parts.input(visit, item), name);
        const details = { mapIterationStartedEventDetails: { name, index } };
        const id = record(inside, "MapIterationStarted", previous, details);
        return startOf(processor, input, id, { variables: frame.variables, item });
      },
      ended: (index, { previous }, inside) => {
        const details = { mapIterationSucceededEventDetails: { name, index } };
        return record(inside, "MapIterationSucceeded", previous, details);
      },
      failed: (index, { previous }) => {
        const details = { mapIterationFailedEventDetails: { name, index } };
        failures.set(visit, record(thread, "MapIterationFailed", previous, details));
      },
      aborted: (index) => {
        const details = { mapIterationAbortedEventDetails: { name, index } };
        record(thread, "MapIterationAborted", frame.previous, details);
      },
    };
    const outputs = await runLines(visit, lines).catch((error: unknown) => {
      throw error instanceof LineFailed ? error.error : error;
    });
    record(thread, "MapStateSucceeded", frame.previous);
    const result = arrayOf(outputs);
    return await parts.leave(visit, result);
  };
  // A retry follows the failure inside the iteration; the state's end follows the iteration's.
  const onFailure = (visit: Visit, outcome: Outcome): void => {
    if (outcome === "retried") return;
    const { thread } = visit;
    const failure = failures.get(visit) ?? thread.frame.previous;
    thread.frame.previous = record(thread, "MapStateFailed", failure);
  };
  const recovery = { ...parts.recovery, onFailure };
  return { type: "Map", name, run: (visit) => recovering(visit, recovery, attempt) };
}
