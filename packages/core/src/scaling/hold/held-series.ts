import type { Found, MetricQuery } from "../metric-query.ts";
import { measuredSeconds, replicaNamespace } from "../replica-metrics.ts";
import { type HoldMetric, holdMetrics } from "./hold-metrics.ts";

/** What the planner goes by. */
const read = ["held", "came", "passed"] as const satisfies readonly HoldMetric[];
type Read = (typeof read)[number];

/** Values by the start of their period, in milliseconds since 1970; of all the holder's tasks together. */
export type HeldSeries = Readonly<Record<Read, ReadonlyMap<number, number>>>;

const idOf = (key: HoldMetric): string => `hold${key}`;

/** Asks what the holder of that ECS service said, by periods of so many seconds. */
export const heldQueries = (service: string, seconds: number): MetricQuery[] =>
  read.map((key) => heldQuery(service, key, seconds));

export const heldQuery = (service: string, key: HoldMetric, seconds: number): MetricQuery => ({
  Id: idOf(key),
  MetricStat: {
    Metric: {
      Namespace: replicaNamespace,
      MetricName: holdMetrics[key],
      Dimensions: [{ Name: "Service", Value: service }],
    },
    Period: seconds,
    Stat: "Sum",
  },
});

/** What came of it. What is held is so many at a moment: over more than one word it is the mean. */
export function heldSeries(found: Found, seconds: number): HeldSeries {
  const words = seconds / measuredSeconds;
  const held = [...(found.get(idOf("held")) ?? [])].map(([start, value]) => [start, value / words] as const);
  return { held: new Map(held), came: heldCounts(found, "came"), passed: heldCounts(found, "passed") };
}

export const heldCounts = (found: Found, key: HoldMetric): ReadonlyMap<number, number> =>
  found.get(idOf(key)) ?? new Map<number, number>();
