import type { CloudWatchClient, MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import type { Measurement } from "@signalbox/core/analysis/judge";
import { loadBalancerDimensions } from "./load-balancer-dimensions.ts";
import { readMetricData } from "./metric-data.ts";

/** An ALB reports to CloudWatch once a minute. */
const periodSeconds = 60;
const minute = periodSeconds * 1000;

/** One target group behind rules of one load balancer. */
export interface Measured {
  readonly listenerRuleArns: readonly string[];
  readonly targetGroupArn: string;
}

/** Minutes from `start` up to `end`, both in milliseconds since 1970 at whole minutes. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/** The whole minutes after an instant up to another: minutes that hold nothing from before. */
export function wholeMinutes(after: number, until: number): Window {
  const start = Math.ceil(after / minute) * minute;
  return { start, end: Math.max(start, Math.floor(until / minute) * minute) };
}

/** Requests per minute of a window, oldest first, of each thing measured; minutes without traffic are 0. */
export async function readRequests(
  client: CloudWatchClient,
  measured: readonly Measured[],
  window: Window,
): Promise<number[][]> {
  const minutes = (window.end - window.start) / minute;
  if (minutes === 0) return measured.map(() => []);
  const answer = await readMetricData(
    client,
    window,
    measured.map((one, index) => query(`requests${index}`, "RequestCount", "Sum", one)),
  );
  return measured.map((_, index) => {
    const requests = answer.get(`requests${index}`);
    return Array.from({ length: minutes }, (_, at) => requests?.get(window.start + at * minute) ?? 0);
  });
}

/**
 * What each side measured served in a window. Errors are answers of 5xx and connections that failed. The p95 is either the
 * mean of the minutes' p95s, weighted by their requests (percentiles of longer periods would not keep to the window), or the
 * worst.
 */
export async function measure(
  client: CloudWatchClient,
  measured: readonly Measured[],
  window: Window,
  p95Of: "mean" | "worst" = "mean",
): Promise<Measurement[]> {
  if (window.end <= window.start)
    return measured.map(() => ({ requests: 0, errors: 0, p95Seconds: undefined }));
  const answer = await readMetricData(
    client,
    window,
    measured.flatMap((one, index) => [
      query(`requests${index}`, "RequestCount", "Sum", one),
      query(`errors${index}`, "HTTPCode_Target_5XX_Count", "Sum", one),
      query(`refused${index}`, "TargetConnectionErrorCount", "Sum", one),
      query(`p95_${index}`, "TargetResponseTime", "p95", one),
    ]),
  );
  const total = (id: string) => [...(answer.get(id)?.values() ?? [])].reduce((sum, value) => sum + value, 0);
  return measured.map((_, index) => {
    let [weighted, weight, worst] = [0, 0, 0];
    for (const [at, p95] of answer.get(`p95_${index}`) ?? []) {
      const requests = answer.get(`requests${index}`)?.get(at) ?? 0;
      weighted += p95 * requests;
      weight += requests;
      worst = Math.max(worst, p95);
    }
    return {
      requests: total(`requests${index}`),
      errors: total(`errors${index}`) + total(`refused${index}`),
      p95Seconds: weight === 0 ? undefined : p95Of === "worst" ? worst : weighted / weight,
    };
  });
}

function query(Id: string, MetricName: string, Stat: string, measured: Measured): MetricDataQuery {
  const { loadBalancer, targetGroup } = loadBalancerDimensions(
    measured.listenerRuleArns[0] ?? "",
    measured.targetGroupArn,
  );
  const Dimensions = [
    { Name: "LoadBalancer", Value: loadBalancer },
    { Name: "TargetGroup", Value: targetGroup },
  ];
  const Metric = { Namespace: "AWS/ApplicationELB", MetricName, Dimensions };
  return { Id, MetricStat: { Metric, Period: periodSeconds, Stat } };
}
