/// <reference path="../../.sst/platform/config.d.ts" />
import { pressedAlarmEnd } from "@signalbox/core/platform/names";
import { holdMetrics } from "@signalbox/core/scaling/hold/hold-metrics";
import { holderService, holdsRequests } from "@signalbox/core/scaling/hold/holders";
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
      ...(holdsRequests(scope.config, name) ? holding(scope, told, name) : []),
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

/** Of the holder of a service that goes to zero. */
function holding(scope: Scope, told: Told, name: string) {
  const service = holderService(name);
  const of = { namespace: replicaNamespace, dimensions: { Service: service } };
  return [
    alarm(scope, `${pascalCase(service)}InferencePressed`, {
      ...of,
      thing: `${service}${pressedAlarmEnd}`,
      description: `A request for ${name} is held, since no replica serves: the planner looks at once, and orders one.`,
      metricName: holdMetrics.held,
      statistic: "Sum",
      period: measuredSeconds,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      // Somebody waits: there is no second word to wait for.
      evaluationPeriods: 1,
      missing: "notBreaching",
    }),
    alarm(scope, `${pascalCase(service)}Refused`, {
      ...of,
      thing: `${service}-refused`,
      description: `Requests for ${name} were answered 503 by its holder: no replica came in time, or more waited than may. Read the newest report of scale-inference, and the events of the ECS service; hold.requests and hold.patienceSeconds say what is held.`,
      metricName: holdMetrics.refused,
      statistic: "Sum",
      period: 60,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      missing: "notBreaching",
      topicArn: told.alarms,
    }),
    alarm(scope, `${pascalCase(service)}Silent`, {
      ...of,
      thing: `${service}-silent`,
      description: `The holder before ${name} has said nothing for five minutes: nobody reaches the model by it, nobody would start one, and the last replica is not let go. Look at the tasks and the log of the ECS service ${service}.`,
      metricName: holdMetrics.held,
      statistic: "SampleCount",
      period: 60,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      evaluationPeriods: 5,
      missing: "breaching",
      topicArn: told.alarms,
    }),
  ];
}

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
