/// <reference path="../.sst/platform/config.d.ts" />
import type { Config } from "@signalbox/core/config/config";
import type { Scope } from "./scope";

export interface ServiceScalingArgs {
  readonly cluster: $util.Input<string>;
  readonly service: $util.Input<string>;
  /** Tasks. */
  readonly min: number;
  readonly scaling: Config["services"][string]["scaling"];
  /** Whether the planner sets the number of tasks, within the target's bounds. */
  readonly planned: boolean;
  /** `app/name/id/targetgroup/name/id`; needed to scale by requests. */
  readonly requestLabel?: $util.Input<string>;
}

/**
 * Scales an ECS service by CPU, by memory and, where the configuration says how many, by requests: whichever asks for the
 * most tasks wins. What is suspended, and the least of a side that has changed its part, is the orchestrator's. Where the planner sets
 * the number, no policy does: two writers would undo each other. The bounds stay, as the net under it: whoever moves them (a night, a
 * failover, a release) is heeded by AWS and by the planner alike.
 */
export function serviceScaling(scope: Scope, thing: string, args: ServiceScalingArgs) {
  const { cluster, service, min, scaling, planned, requestLabel } = args;
  const target = new aws.appautoscaling.Target(
    scope.id(`${thing}Scaling`),
    {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: $interpolate`service/${cluster}/${service}`,
      minCapacity: min,
      maxCapacity: scaling.max,
    },
    scope.options({ ignoreChanges: ["minCapacity", "suspendedState"] }),
  );
  const place = {
    serviceNamespace: target.serviceNamespace,
    scalableDimension: target.scalableDimension,
    resourceId: target.resourceId,
  };
  const aimAt = (metric: string, targetValue: number, resourceLabel?: $util.Input<string>) =>
    new aws.appautoscaling.Policy(
      scope.id(`${thing}ScalingBy${metric}`),
      {
        ...place,
        name: $interpolate`${service}-by-${metric.toLowerCase()}`,
        policyType: "TargetTrackingScaling",
        targetTrackingScalingPolicyConfiguration: {
          predefinedMetricSpecification: {
            predefinedMetricType: metricTypes[metric] ?? metric,
            resourceLabel,
          },
          targetValue,
          // Out at once, in slowly: a task that leaves takes its streams along.
          scaleOutCooldown: 60,
          scaleInCooldown: 300,
        },
      },
      scope.options(),
    );
  if (!planned) {
    aimAt("Cpu", scaling.cpuPercent);
    aimAt("Memory", scaling.memoryPercent);
    if (scaling.requestsPerMinute !== undefined && requestLabel !== undefined)
      aimAt("Requests", scaling.requestsPerMinute, requestLabel);
  }
  nightShutdown(scope, thing, { ...place, service, max: scaling.max });
  return target;
}

const metricTypes: Readonly<Record<string, string>> = {
  Cpu: "ECSServiceAverageCPUUtilization",
  Memory: "ECSServiceAverageMemoryUtilization",
  Requests: "ALBRequestCountPerTarget",
};

interface Night {
  readonly serviceNamespace: $util.Input<string>;
  readonly scalableDimension: $util.Input<string>;
  readonly resourceId: $util.Input<string>;
  readonly service: $util.Input<string>;
  readonly max: number;
}

/**
 * Scales to zero on working evenings and back in the morning. Which of two sides serves is not known here, so that each
 * comes back with one task, and the policies do the rest for the one that gets requests.
 */
function nightShutdown(scope: Scope, thing: string, { service, max, ...place }: Night): void {
  const { nightShutdown: night } = scope.config;
  if (night === undefined) return;
  const at = (name: string, time: string, minCapacity: number, maxCapacity: number) => {
    const [hour = "", minute = ""] = time.split(":");
    new aws.appautoscaling.ScheduledAction(
      scope.id(`${thing}${name}`),
      {
        ...place,
        name: $interpolate`${service}-${name.toLowerCase()}`,
        schedule: `cron(${Number(minute)} ${Number(hour)} ? * MON-FRI *)`,
        timezone: night.timezone,
        scalableTargetAction: { minCapacity, maxCapacity },
      },
      scope.options(),
    );
  };
  at("Evening", night.from, 0, 0);
  at("Morning", night.to, 1, max);
}
