/// <reference path="../../.sst/platform/config.d.ts" />
import { alarm } from "../../infra/alarm";
import type { Scope } from "../../infra/scope";

/** Users pay for a drill with this share of their requests at most, and for three minutes. */
const mostFailingPercent = 25;

export function stopAlarm(
  scope: Scope,
  balancer: $util.Input<string>,
  topicArn: $util.Input<string>,
): aws.cloudwatch.MetricAlarm {
  const count = (id: string, metricName: string) => ({
    id,
    metric: {
      namespace: "AWS/ApplicationELB",
      metricName,
      dimensions: { LoadBalancer: balancer },
      period: 60,
      stat: "Sum",
    },
  });
  return alarm(scope, "ChaosStop", {
    thing: "chaos-stop",
    description: `More than ${mostFailingPercent} % of requests fail: a drill that runs is stopped and undone. Without one, look at the objective's own alarms.`,
    // No requests, nobody harmed; every experiment ends by itself.
    missing: "notBreaching",
    topicArn,
    comparisonOperator: "GreaterThanThreshold",
    threshold: mostFailingPercent,
    evaluationPeriods: 3,
    datapointsToAlarm: 3,
    metricQueries: [
      {
        id: "failing",
        label: "% of requests that fail",
        expression: "100 * (FILL(balancer, 0) + FILL(target, 0)) / requests",
        returnData: true,
      },
      count("requests", "RequestCount"),
      count("balancer", "HTTPCode_ELB_5XX_Count"),
      count("target", "HTTPCode_Target_5XX_Count"),
    ],
  });
}
