import type { HistoryEvent } from "@aws-sdk/client-sfn";
import type { Json, JsonObject } from "@signalbox/local/engine/json";
import { isObject } from "@signalbox/local/engine/json";
import type { Flat } from "./step-functions-cases.ts";

/** Words that the recorder put in place of values that differ from run to run. */
const masks =
  /^(date|timestamp|datetime|snf_role_arn|RandomNumberGenerated|start-date|stop-date|RequestId|x-amzn-RequestId|X-Amzn-Trace-Id)$/;

/** Whether a value is what was recorded; a text in angle brackets stands for anything. */
export function agrees(actual: Json | undefined, expected: Json): boolean {
  if (typeof expected === "string") {
    if (masks.test(expected)) return actual !== undefined;
    if (typeof actual !== "string") return false;
    return actual === expected || wildcard(expected).test(actual) || sameObject(actual, expected);
  }
  if (Array.isArray(expected))
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((item: Json, index) => agrees(actual[index], item))
    );
  if (isObject(expected)) {
    // The recorder parsed texts that are JSON objects.
    const object = typeof actual === "string" && actual.startsWith("{") ? JSON.parse(actual) : actual;
    return (
      isObject(object) &&
      Object.keys(object).length === Object.keys(expected).length &&
      Object.entries(expected).every(([key, value]) => agrees(object[key], value))
    );
  }
  return actual === expected;
}

/** Two texts of the same JSON object: the recorder parsed some and kept others, so spaces do not count. */
function sameObject(actual: string, expected: string): boolean {
  if (!actual.startsWith("{") || !expected.startsWith("{")) return false;
  try {
    return agrees(JSON.parse(actual), JSON.parse(expected));
  } catch {
    return false;
  }
}

function wildcard(text: string): RegExp {
  const parts = text.split(/<[^<>\s]+>/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s");
}

/** An event as the recordings write it: details flattened, what is always the same left out, JSON texts parsed. */
export function flatten(event: HistoryEvent): Flat {
  const { id = 0, previousEventId = 0, type = "", timestamp: _, ...rest } = event;
  const flat: Record<string, Json> = {};
  for (const details of Object.values(rest))
    for (const [key, value] of Object.entries<Json>(JSON.parse(JSON.stringify(details)))) {
      if (key === "roleArn" || key === "inputDetails" || key === "outputDetails") continue;
      if ((key === "input" || key === "output" || key === "parameters") && typeof value === "string") {
        flat[key] = JSON.parse(value);
        if (key !== "parameters" && !value.startsWith("{")) flat[`${key}Text`] = value;
      } else flat[key] = value;
    }
  return { ...flat, id, prev: previousEventId, type };
}

const types = (events: readonly Flat[]): string[] => events.map(({ type }) => type);

/** Whether types and order agree. Where the recorder lost the order (id 0), those types are compared as a set. */
export function sameTypes(actual: readonly Flat[], expected: readonly Flat[], orderLost: boolean): boolean {
  if (!orderLost) return JSON.stringify(types(actual)) === JSON.stringify(types(expected));
  // The Parallel's own end was lost as well; everything else must be there.
  const kept = actual.filter(
    ({ type }) => type !== "ParallelStateFailed" && type !== "ParallelStateSucceeded",
  );
  return JSON.stringify(types(kept).toSorted()) === JSON.stringify(types(expected).toSorted());
}

/** Whether ids and predecessors agree, as far as they were recorded. */
export function sameIds(actual: readonly Flat[], expected: readonly Flat[]): boolean {
  const known = expected.filter(({ id }) => id !== 0);
  return known.every(({ id, prev, type }) => {
    const event = actual[id - 1];
    return event?.type === type && event.prev === prev;
  });
}

/** Whether every recorded detail of every event agrees. */
export function sameDetails(actual: readonly Flat[], expected: readonly Flat[]): boolean {
  return expected
    .filter(({ id }) => id !== 0)
    .every((event) => agrees(actual[event.id - 1], event satisfies JsonObject));
}
