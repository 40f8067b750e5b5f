/// <reference path="../../.sst/platform/config.d.ts" />
import { pressedAlarmEnd } from "@signalbox/core/platform/names";
import {
  cacheMetric,
  measuredSeconds,
  replicaMetrics,
  replicaNamespace,
} from "@signalbox/core/scaling/replica-metrics";
import { alarm } from "../../infra/alarm";
import { pascalCase, type Scope } from "../../infra/scope";
import type { Compute } from "../layers";
import type { Told } from "./told";

type Planned = Scope["config"]["inference"]["services"][string];

/** Of services whose replicas are planned: what has the planner look at once, and what people have to know of it. */
export function inferenceAlarms(scope: Scope, told: Told, { services }: Compute) {
  return Object.entries(scope.config.inference.services).flatMap(([name, planned]) => {
    const ecsServices = services.find((one) => one.name === name)?.ecsServices;
    return [
      ...Object.values(ecsServices ?? {}).flatMap((ecsService) => pressed(scope, ecsService, planned)),
      ...forPeople(scope, told, name, planned),
    ];
  });
}

/** A rule of plan-inference knows them by the end of their names; people hear nothing of what it answers within minutes. */
const pressed = (scope: Scope, ecsService: string, { engine }: Planned) => {
  const of = { namespace: replicaNamespace, dimensions: { Service: ecsService }, period: measuredSeconds };
  const soon = {
    // Two of three words of ten seconds: one alone is a burst that has passed.
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    // A service without replicas says nothing.
    missing: "notBreaching",
  } as const;
  return [
    alarm(scope, `${pascalCase(ecsService)}InferencePressed`, {
      ...of,
      ...soon,
      thing: `${ecsService}${pressedAlarmEnd}`,
      description: `Requests have waited for a slot of ${ecsService} for 20 seconds: the planner of its replicas looks at once.`,
      metricName: replicaMetrics.waiting,
      statistic: "Sum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
    }),
    ...(engine === "vllm"
      ? [
          alarm(scope, `${pascalCase(ecsService)}CacheInferencePressed`, {
            ...of,
            ...soon,
            thing: `${ecsService}-cache${pressedAlarmEnd}`,
            description: `A replica of ${ecsService} has had 90 % of its KV cache taken for 20 seconds, and begins to put requests back: the planner looks at once.`,
            metricName: cacheMetric,
            statistic: "Maximum",
            comparisonOperator: "GreaterThanOrEqualToThreshold",
            threshold: 0.9,
          }),
        ]
      : []),
  ];
};

function forPeople(scope: Scope, told: Told, name: string, { owner, profile }: Planned) {
  const { config, names } = scope;
  const { blind, demand, ready, wanted } = names.plannedMetrics;
  const most = config.services[name]?.scaling.max ?? 0;
  const of = {
    namespace: names.metricNamespace,
    dimensions: { Platform: names.prefix, Service: name },
    period: 60,
  };
  const above = {
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    // The planner speaks each minute; where it does not run, its own alarms tell.
    missing: "notBreaching",
    topicArn: told.alarms,
  } as const;
  // Twice a start-up, and a quarter of an hour at least: before that they may well be on their way.
  const lateMinutes = Math.max(15, Math.ceil((2 * profile.startSeconds) / 60));
  const query = (id: string, metricName: string) => ({
    id,
    metric: { ...of, metricName, stat: "Maximum" },
  });
  return [
    alarm(scope, `${pascalCase(name)}PlannerBlind`, {
      ...of,
      ...above,
      thing: `${name}-planner-blind`,
      description: `Replicas of ${name} serve, and the planner has heard nothing of them for ten minutes: it holds what there is, and a surge finds it late. Read the log of the container replica-sidecar in a task of ${name}; the metrics are those of ${replicaNamespace}.`,
      metricName: blind,
      statistic: "Minimum",
      evaluationPeriods: 10,
    }),
    alarm(scope, `${pascalCase(name)}DemandBeyondMost`, {
      ...of,
      ...above,
      thing: `${name}-demand-beyond-most`,
      description: `Demand for ${name} has been more than its most replicas, ${most}, serve for ten minutes: requests wait, whatever the planner does. Raise scaling.max, or accept the wait.`,
      metricName: demand,
      statistic: "Minimum",
      evaluationPeriods: 10,
      threshold: most,
    }),
    ...(owner === "planner"
      ? [
          alarm(scope, `${pascalCase(name)}ReplicasShort`, {
            ...above,
            thing: `${name}-replicas-short`,
            description: `The planner has wanted more replicas of ${name} than are ready for ${lateMinutes} minutes. Its newest report says what stands against it: the cap of money, a freeze, or no capacity; the events of the ECS service say which instance type and zone had none.`,
            metricQueries: [
              query("wanted", wanted),
              query("ready", ready),
              {
                id: "short",
                expression: "wanted - ready",
                label: "replicas that are missing",
                returnData: true,
              },
            ],
            evaluationPeriods: lateMinutes,
          }),
        ]
      : []),
  ];
}
