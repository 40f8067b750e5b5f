import type { CloudWatchClient, MetricDataQuery } from "@aws-sdk/client-cloudwatch";
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
    measured.map((one, index) => requestsOf(`requests${index}`, one)),
  );
  return measured.map((_, index) => {
    const requests = answer.get(`requests${index}`);
    return Array.from({ length: minutes }, (_, at) => requests?.get(window.start + at * minute) ?? 0);
  });
}

/**
 * End of a window's last minute in which anything measured was given a request. Its start where there was none: what came in
 * the part of a minute before it, CloudWatch does not tell apart.
 */
export function lastServed({ start }: Window, requests: readonly (readonly number[])[]): number {
  const minutes = requests.map((counts) => counts.findLastIndex((count) => count > 0) + 1);
  return start + Math.max(0, ...minutes) * minute;
}

function requestsOf(Id: string, measured: Measured): MetricDataQuery {
  const { loadBalancer, targetGroup } = loadBalancerDimensions(
    measured.listenerRuleArns[0] ?? "",
    measured.targetGroupArn,
  );
  const Dimensions = [
    { Name: "LoadBalancer", Value: loadBalancer },
    { Name: "TargetGroup", Value: targetGroup },
  ];
  const Metric = { Namespace: "AWS/ApplicationELB", MetricName: "RequestCount", Dimensions };
  return { Id, MetricStat: { Metric, Period: periodSeconds, Stat: "Sum" } };
}
