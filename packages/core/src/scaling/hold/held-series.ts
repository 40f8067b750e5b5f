import type { Found, MetricQuery } from "../metric-query.ts";
import { measuredSeconds, replicaNamespace } from "../replica-metrics.ts";
import { type HoldMetric, holdMetrics, spilledMetric } from "./hold-metrics.ts";

/** What the planner goes by. */
const read = ["held", "came", "passed"] as const satisfies readonly HoldMetric[];
type Read = (typeof read)[number];

/** Values by the start of their period, in milliseconds since 1970; of all the holder's tasks together. */
export type HeldSeries = Readonly<Record<Read | "spilled", ReadonlyMap<number, number>>>;

/** Whom to ask. */
export interface HolderSeries {
  /** Its ECS service. */
  readonly service: string;
  /** Whether it sends overflow to another region. */
  readonly spills: boolean;
}

const names = { ...holdMetrics, spilled: spilledMetric };
type Said = keyof typeof names;
const idOf = (key: Said): string => `hold${key}`;

/** Asks what a holder said, by periods of so many seconds. */
export const heldQueries = ({ service, spills }: HolderSeries, seconds: number): MetricQuery[] =>
  [...read, ...(spills ? (["spilled"] as const) : [])].map((key) => heldQuery(service, key, seconds));

export const heldQuery = (service: string, key: Said, seconds: number): MetricQuery => ({
  Id: idOf(key),
  MetricStat: {
    Metric: {
      Namespace: replicaNamespace,
      MetricName: names[key],
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
  return {
    held: new Map(held),
    came: heldCounts(found, "came"),
    passed: heldCounts(found, "passed"),
    spilled: heldCounts(found, "spilled"),
  };
}

export const heldCounts = (found: Found, key: Said): ReadonlyMap<number, number> =>
  found.get(idOf(key)) ?? new Map<number, number>();
