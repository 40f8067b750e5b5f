import type { ServiceView, View } from "./view.ts";
import { chart, dashboardBody, text, type Widget } from "./widgets.ts";

const elb = "AWS/ApplicationELB";

/** Who serves what share of the traffic, how the two sides compare, and how the workflows fare. */
export function releasesDashboard(view: View): string {
  const { region, account, workflows } = view;
  const pairs = view.services.filter(({ targetGroups }) => targetGroups.green !== undefined);
  const machine = (deployed: string) =>
    ["StateMachineArn", `arn:aws:states:${region}:${account}:stateMachine:${deployed}`] as const;
  return dashboardBody([
    [
      text(
        "A release is turned back by its own alarms. To turn one back by hand: `signalbox abort`. Weights belong to the release; a deploy never sets them.",
      ),
    ],
    ...pairs.map((service) => compare(region, service)),
    [
      chart({
        title: "Do the workflows come to their end?",
        region,
        stat: "Sum",
        periodSeconds: 300,
        lines: workflows.flatMap(({ name, deployed }) =>
          (
            ["ExecutionsStarted", "ExecutionsSucceeded", "ExecutionsFailed", "ExecutionsTimedOut"] as const
          ).map((metric) => ({
            label: `${name} ${metric.slice("Executions".length).toLowerCase()}`,
            metric: ["AWS/States", metric, ...machine(deployed)],
          })),
        ),
      }),
      chart({
        title: "Do their steps fail?",
        region,
        stat: "Sum",
        periodSeconds: 300,
        lines: workflows.flatMap(({ name, deployed }) => [
          { label: `${name} errors`, metric: ["AWS/Lambda", "Errors", "FunctionName", deployed] },
          { label: `${name} throttles`, metric: ["AWS/Lambda", "Throttles", "FunctionName", deployed] },
        ]),
      }),
    ],
  ]);
}

/** Blue beside green: the share of the requests, of them the failed ones, and the wait. */
function compare(region: string, { name, balancer, targetGroups }: ServiceView): Widget[] {
  if (balancer === undefined) return [];
  const groups = Object.entries(targetGroups);
  const metric = (metricName: string, group: string) =>
    [elb, metricName, "LoadBalancer", balancer, "TargetGroup", group] as const;
  const counted = (metricName: string, prefix: string) =>
    groups.map(([side, group]) => ({
      label: side,
      id: `${prefix}${side}`,
      stat: "Sum",
      hidden: true,
      metric: metric(metricName, group),
    }));
  return [
    chart({
      title: `${name}: who serves what share, %`,
      region,
      stacked: true,
      lines: [
        ...counted("RequestCount", "requests"),
        ...groups.map(([side]) => ({
          label: side,
          expression: `100 * FILL(requests${side}, 0) / (${groups.map(([each]) => `FILL(requests${each}, 0)`).join(" + ")})`,
        })),
      ],
    }),
    chart({
      title: `${name}: what share fails, %`,
      region,
      lines: [
        ...counted("RequestCount", "requests"),
        ...counted("HTTPCode_Target_5XX_Count", "failed"),
        ...groups.map(([side]) => ({
          label: side,
          expression: `100 * FILL(failed${side}, 0) / requests${side}`,
        })),
      ],
    }),
    chart({
      title: `${name}: p95 until the first byte`,
      region,
      lines: groups.map(([side, group]) => ({
        label: side,
        stat: "p95",
        metric: metric("TargetResponseTime", group),
      })),
    }),
    chart({
      title: `${name}: who is healthy?`,
      region,
      lines: groups.flatMap(([side, group]) => [
        { label: `${side} healthy`, stat: "Minimum", metric: metric("HealthyHostCount", group) },
        { label: `${side} unhealthy`, stat: "Maximum", metric: metric("UnHealthyHostCount", group) },
      ]),
    }),
  ];
}
