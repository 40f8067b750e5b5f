import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import type { Series, Window } from "@signalbox/core/scaling/bins";
import {
  type HeldSeries,
  type HolderSeries,
  heldQueries,
  heldSeries,
} from "@signalbox/core/scaling/hold/held-series";
import type { Said } from "@signalbox/core/scaling/order/drain";
import { measuredSeconds, replicaMetrics, replicaNamespace } from "@signalbox/core/scaling/replica-metrics";
import { replicaQueries, replicaSeries } from "@signalbox/core/scaling/replica-series";
import { aheadMs, isAhead } from "@signalbox/core/scaling/window";
import { readMetricData } from "../aws/metric-data.ts";
import type { FunctionContext } from "../context.ts";

export interface Told {
  readonly series: Series;
  /** What the holder said, where the service has one. */
  readonly held: HeldSeries | undefined;
  /** Whether somebody's clock is ahead of ours: what is dated now may be of minutes ago. */
  readonly ahead: boolean;
}

/** What the replicas of several ECS services said in a window, all together, and their holder. */
export async function readSeries(
  { aws, clock }: FunctionContext,
  services: readonly string[],
  holder: HolderSeries | undefined,
  { from, to, seconds }: Window,
): Promise<Told> {
  const queries = [
    ...replicaQueries(services, seconds),
    ...(holder === undefined ? [] : heldQueries(holder, seconds)),
  ];
  const found = await readMetricData(aws.cloudWatch, { start: from, end: to + aheadMs }, queries);
  const now = clock.now();
  const ahead = [...found.values()].some((values) => isAhead(values.keys(), now));
  const within = new Map([...found].map(([id, values]) => [id, before(values, to)]));
  return {
    series: replicaSeries(within, services, seconds),
    held: holder === undefined ? undefined : heldSeries(within, seconds),
    ahead,
  };
}

const before = (values: ReadonlyMap<number, number>, end: number): Map<number, number> =>
  new Map([...values].filter(([start]) => start < end));

/**
 * What each task of a service said of its streams, those that wait in it included, in the last minutes. One whose clock is ahead has said
 * nothing: its words of now may be of before it left the balancer.
 */
export async function readStreams(
  { aws, clock }: FunctionContext,
  service: string,
  tasks: readonly string[],
  lastSeconds: number,
): Promise<ReadonlyMap<string, readonly Said[]>> {
  const period = measuredSeconds * 1000;
  const end = Math.floor(clock.now() / period) * period;
  const queries = tasks.flatMap((task, at) =>
    (["running", "waiting"] as const).map(
      (key): MetricDataQuery => ({
        Id: `${key}${at}`,
        MetricStat: {
          Metric: {
            Namespace: replicaNamespace,
            MetricName: replicaMetrics[key],
            Dimensions: [
              { Name: "Service", Value: service },
              { Name: "Task", Value: task },
            ],
          },
          Period: measuredSeconds,
          Stat: "Maximum",
        },
      }),
    ),
  );
  const window = { start: end - lastSeconds * 1000, end: end + aheadMs };
  const found = await readMetricData(aws.cloudWatch, window, queries);
  return new Map(
    tasks.map((task, at) => {
      const running = found.get(`running${at}`) ?? new Map<number, number>();
      if (isAhead(running.keys(), clock.now())) return [task, []];
      const said = [...before(running, end)].map(([start, streams]) => ({
        at: start + period,
        streams: streams + (found.get(`waiting${at}`)?.get(start) ?? 0),
      }));
      return [task, said];
    }),
  );
}
