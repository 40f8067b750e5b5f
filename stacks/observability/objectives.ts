/// <reference path="../../.sst/platform/config.d.ts" />
import { type BurnRate, burnRates, burnThreshold } from "@signalbox/core/observability/burn-rate";
import { alarm } from "../../infra/alarm";
import { compositeAlarm } from "../../infra/composite-alarm";
import { pascalCase, type Scope } from "../../infra/scope";
import type { Told } from "./told";

/** What the platform promises its users: answers without a 5xx, and in time. */
export function objectiveAlarms(scope: Scope, told: Told, balancer: $util.Output<string>) {
  const { availabilityPercent, latencySeconds } = scope.config.objectives;
  const burning = burnRates.map((rate) => {
    const windows = (["long", "short"] as const).map((window) => burnAlarm(scope, rate, window, balancer));
    const hours = rate.longSeconds / 3600;
    return compositeAlarm(scope, `Availability${pascalCase(rate.name)}`, {
      thing: `availability-${rate.name}`,
      description: `Over ${hours} h and still now, ${rate.factor} times as many requests fail as ${availabilityPercent} % allow. Look at the dashboard platform: which service answers 5xx, since when, and was there a release? If so, abort it.`,
      of: windows,
      when: "all",
      topicArn: told.alarms,
    });
  });
  const slow = alarm(scope, "Latency", {
    thing: "latency-p95",
    description: `A twentieth of all requests waits over ${latencySeconds} s for the first byte. Look at CPU and replicas of the services, at the database's load, and at the queue of inference.`,
    namespace: "AWS/ApplicationELB",
    metricName: "TargetResponseTime",
    dimensions: { LoadBalancer: balancer },
    extendedStatistic: "p95",
    period: 300,
    evaluationPeriods: 3,
    datapointsToAlarm: 3,
    comparisonOperator: "GreaterThanThreshold",
    threshold: latencySeconds,
    // Nobody waits where nobody asks.
    missing: "notBreaching",
    topicArn: told.alarms,
  });
  return [...burning, slow];
}

/** One window of a burn rate. It tells nobody by itself: the composite of both windows does. */
function burnAlarm(scope: Scope, rate: BurnRate, window: "long" | "short", balancer: $util.Output<string>) {
  const period = window === "long" ? rate.longSeconds : rate.shortSeconds;
  const query = (id: string, metricName: string) => ({
    id,
    metric: {
      namespace: "AWS/ApplicationELB",
      metricName,
      dimensions: { LoadBalancer: balancer },
      stat: "Sum",
      period,
    },
  });
  return new aws.cloudwatch.MetricAlarm(
    scope.id(`Availability${pascalCase(rate.name)}${pascalCase(window)}`),
    {
      name: scope.names.alarm(`availability-${rate.name}-${window}`),
      alarmDescription: `Share of requests that failed in ${period / 60} minutes; half of availability-${rate.name}.`,
      metricQueries: [
        query("requests", "RequestCount"),
        query("targets", "HTTPCode_Target_5XX_Count"),
        query("balancer", "HTTPCode_ELB_5XX_Count"),
        {
          id: "failed",
          // The count of requests has those that reached a target; the balancer's own 5xx had none.
          expression: "(FILL(targets, 0) + FILL(balancer, 0)) / (FILL(requests, 0) + FILL(balancer, 0))",
          label: "failed requests",
          returnData: true,
        },
      ],
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: burnThreshold(rate, scope.config.objectives.availabilityPercent),
      // Without requests there is nothing to divide by, and no promise to break.
      treatMissingData: "notBreaching",
    },
    scope.options(),
  );
}
