/// <reference path="../../.sst/platform/config.d.ts" />
import { sides } from "@signalbox/core/platform/platform";
import { alarm } from "../../infra/alarm";
import { pascalCase, type Scope } from "../../infra/scope";
import type { Compute, ComputeService } from "../layers";
import type { Told } from "./told";

/** Whether each service has its tasks, and whether they are well. What a release watches, compute makes beside the services. */
export function serviceAlarms(scope: Scope, told: Told, { services }: Compute, crashes: Crashes) {
  const counted = scope.config.observability.containerInsights !== "disabled";
  return services.flatMap((service) => [
    ...unhealthy(scope, told, service),
    ...Object.values(service.ecsServices).flatMap((name) => [
      ...(counted ? [replicaMismatch(scope, told, name)] : []),
      crashLoop(scope, told, name, crashes),
    ]),
  ]);
}

/** The metric of tasks that ended unasked, by ECS service. */
export interface Crashes {
  readonly namespace: string;
  readonly metricName: string;
  /** Holds `service:` and the ECS service's name. */
  readonly dimension: string;
}

const unhealthy = (scope: Scope, told: Told, { name, balancer }: ComputeService) =>
  sides.flatMap((side) => {
    const group = balancer?.targetGroups[side];
    if (balancer === undefined || group === undefined) return [];
    return alarm(scope, `${pascalCase(`${name}-${side}`)}Unhealthy`, {
      thing: `${name}-${side}-unhealthy`,
      description: `Tasks of ${name}, ${side}, fail the load balancer's health check for 5 minutes. Read their log and the target group's reason codes; ECS replaces a task whose own check fails.`,
      namespace: "AWS/ApplicationELB",
      metricName: "UnHealthyHostCount",
      dimensions: { LoadBalancer: balancer.dimension, TargetGroup: group.dimension },
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: 5,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      // A side without tasks has no hosts to be unwell.
      missing: "notBreaching",
      topicArn: told.alarms,
    });
  });

function replicaMismatch(scope: Scope, told: Told, ecsService: string) {
  const { replicaMismatchSeconds } = scope.config.objectives;
  const minutes = Math.ceil(replicaMismatchSeconds / 60);
  const query = (id: string, metricName: string) => ({
    id,
    metric: {
      namespace: "ECS/ContainerInsights",
      metricName,
      dimensions: { ClusterName: scope.names.cluster, ServiceName: ecsService },
      stat: "Average",
      period: 60,
    },
  });
  return alarm(scope, `${pascalCase(ecsService)}Replicas`, {
    thing: `${ecsService}-replica-mismatch`,
    description: `${ecsService} has run fewer tasks than it wants for ${minutes} minutes. Read the service's events: no capacity, no image, no address in the subnet, or tasks that end.`,
    metricQueries: [
      query("running", "RunningTaskCount"),
      query("wanted", "DesiredTaskCount"),
      {
        id: "short",
        // No running task is no data point of it.
        expression: "FILL(wanted, REPEAT) - FILL(running, 0)",
        label: "tasks that are missing",
        returnData: true,
      },
    ],
    evaluationPeriods: minutes,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    missing: "notBreaching",
    topicArn: told.alarms,
  });
}

function crashLoop(scope: Scope, told: Told, ecsService: string, crashes: Crashes) {
  const { crashesIn15Minutes } = scope.config.objectives;
  return alarm(scope, `${pascalCase(ecsService)}Crashes`, {
    thing: `${ecsService}-crash-loop`,
    description: `${crashesIn15Minutes} tasks of ${ecsService} ended unasked within 15 minutes. The log group of stopped tasks has reason and exit code: 137 is memory, 1 most often a setting or the database.`,
    namespace: crashes.namespace,
    metricName: crashes.metricName,
    dimensions: { [crashes.dimension]: `service:${ecsService}` },
    statistic: "Sum",
    period: 900,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold: crashesIn15Minutes,
    // Counted only when it happens.
    missing: "notBreaching",
    topicArn: told.alarms,
  });
}
