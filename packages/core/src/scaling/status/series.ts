import type { Names } from "../../platform/names.ts";
import type { Series } from "../bins.ts";
import { type HeldSeries, heldQueries, heldSeries } from "../hold/held-series.ts";
import type { Found, MetricQuery, ReadMetrics } from "../metric-query.ts";
import { replicaQueries, replicaSeries } from "../replica-series.ts";

const minuteMs = 60_000;

/** A value a minute; null where nobody said anything. */
export type Values = readonly (number | null)[];

/** A planned service minute by minute: what the planner published of it, and how its requests waited. */
export interface PlannedSeries {
  /** Starts of the minutes, seconds since 1970. */
  readonly times: readonly number[];
  readonly wanted: Values;
  readonly ready: Values;
  readonly starting: Values;
  /** Demand, and what it may become, in replicas that it keeps busy. */
  readonly demand: Values;
  readonly middle: Values;
  readonly high: Values;
  readonly usdPerHour: Values;
  readonly requests: Values;
  /** Requests that its holder keeps while no replica serves, on average over the minute; unknown where it has none. */
  readonly held: Values;
  /** Requests that wait for a slot or are held, on average over the minute. */
  readonly waiting: Values;
  /** Seconds that a request of the minute waits, on average: those that wait ÷ those that come in a second (Little's law). */
  readonly wait: Values;
}

export type Published = keyof Names["plannedMetrics"];

/** Whose metrics they are. */
export interface Measured {
  readonly names: Pick<Names, "prefix" | "metricNamespace" | "plannedMetrics">;
  readonly service: string;
  /** The ECS services that it is made of. */
  readonly parts: readonly string[];
  /** Of one that goes to zero: the ECS service that holds its requests. */
  readonly holder?: string;
}

/** Whole minutes. */
export interface Minutes {
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly count: number;
}

/** The last minutes that have ended. */
export const lastMinutes = (now: number, count: number): Minutes => ({
  start: (Math.floor(now / minuteMs) - count) * minuteMs,
  count,
});

/** What was published in those minutes, and what the replicas themselves said. */
export async function readPlannedSeries(
  read: ReadMetrics,
  of: Measured,
  { start, count }: Minutes,
): Promise<{ readonly series: PlannedSeries; readonly replicas: Series }> {
  const { parts, holder } = of;
  const holds = holder === undefined ? [] : heldQueries({ service: holder, spills: true }, 60);
  const asked = [...publishedQueries(of), ...replicaQueries(parts, 60), ...holds];
  const found = await read({ start, end: start + count * minuteMs }, asked);
  const replicas = replicaSeries(found, parts, 60);
  return { series: seriesOf(found, replicas, heldSeries(found, 60), { start, count }), replicas };
}

/** USD of a service since a moment, by what a minute of it cost. */
export async function readPaid(read: ReadMetrics, of: Measured, start: number, end: number): Promise<number> {
  const found = await read(
    { start, end },
    publishedQueries(of).filter(({ Id }) => Id === "cost"),
  );
  return [...(found.get("cost")?.values() ?? [])].reduce((sum, perHour) => sum + perHour / 60, 0);
}

function publishedQueries({ names, service }: Measured): MetricQuery[] {
  return Object.entries(names.plannedMetrics).map(([key, MetricName]) => ({
    Id: key,
    MetricStat: {
      Metric: {
        Namespace: names.metricNamespace,
        MetricName,
        Dimensions: [
          { Name: "Platform", Value: names.prefix },
          { Name: "Service", Value: service },
        ],
      },
      Period: 60,
      // More than one look in a minute: an alarm asked, and the planner wanted more.
      Stat: "Maximum",
    },
  }));
}

function seriesOf(
  found: Found,
  replicas: Series,
  { held, came, passed, spilled }: HeldSeries,
  { start, count }: Minutes,
): PlannedSeries {
  const starts = Array.from({ length: count }, (_, minute) => start + minute * minuteMs);
  const published = (key: Published): Values => starts.map((at) => found.get(key)?.get(at) ?? null);
  // Whoever was held is counted when he came, and not again at the replica, or where overflow goes.
  const requests = starts.map((at) =>
    together(replicas.requests.get(at), sum(came.get(at), spilled.get(at)), passed.get(at)),
  );
  const waiting = starts.map((at) => together(replicas.waiting.get(at), held.get(at)));
  return {
    times: starts.map((at) => at / 1000),
    wanted: published("wanted"),
    ready: published("ready"),
    starting: published("starting"),
    demand: published("demand"),
    middle: published("middle"),
    high: published("high"),
    usdPerHour: published("cost"),
    requests,
    held: starts.map((at) => held.get(at) ?? null),
    waiting,
    wait: waiting.map((many, at) => waitOf(many, requests[at] ?? null)),
  };
}

const sum = (one: number | undefined, more = 0) => (one === undefined ? undefined : one + more);

const together = (atReplicas?: number, atHolder?: number, again = 0): number | null =>
  atReplicas === undefined && atHolder === undefined
    ? null
    : Math.max(0, (atReplicas ?? 0) + (atHolder ?? 0) - again);

/** Unknown where some wait and none came. */
function waitOf(waiting: number | null, requests: number | null): number | null {
  if (waiting === null || requests === null) return null;
  if (waiting === 0) return 0;
  return requests === 0 ? null : (waiting * 60) / requests;
}

/** Without the minutes before the first one of which anything is known: they would only squeeze a chart. */
export function fromFirst(series: PlannedSeries): PlannedSeries {
  const known = series.times.findIndex((_, at) => series.wanted[at] !== null || series.requests[at] !== null);
  const from = known < 0 ? series.times.length : known;
  const cut = <T>(values: readonly T[]): readonly T[] => values.slice(from);
  return {
    times: cut(series.times),
    wanted: cut(series.wanted),
    ready: cut(series.ready),
    starting: cut(series.starting),
    demand: cut(series.demand),
    middle: cut(series.middle),
    high: cut(series.high),
    usdPerHour: cut(series.usdPerHour),
    requests: cut(series.requests),
    held: cut(series.held),
    waiting: cut(series.waiting),
    wait: cut(series.wait),
  };
}
