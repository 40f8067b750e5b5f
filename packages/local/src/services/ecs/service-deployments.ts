import type {
  DeploymentLifecycleHookDetail,
  ServiceDeployment,
  ServiceDeploymentAlarms,
} from "@aws-sdk/client-ecs";
import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { findCluster, findService } from "./arns.ts";
import type { HookState } from "./blue-green/lifecycle.ts";
import { isShifting } from "./blue-green/shifting.ts";
import { arnOf, type Kind } from "./deployment-arns.ts";
import { describeSettings } from "./deployment-configuration.ts";
import { breakerThreshold } from "./failed-deployment.ts";
import { allDeployments } from "./find-deployment.ts";
import { describeRevision, summariseRevision } from "./service-revisions.ts";
import type { DeploymentState, RegionState, ServiceState } from "./state.ts";

export function listServiceDeployments(
  state: RegionState,
  input: Input<"ecs", "ListServiceDeployments">,
): Output<"ecs", "ListServiceDeployments"> {
  const { before, after } = input.createdAt ?? {};
  const service = findService(findCluster(state, input.cluster), input.service);
  const found = service.history
    .map((deployment) => describe(service, deployment))
    .filter(({ status }) => !input.status?.length || (status && input.status.includes(status)))
    .filter(
      ({ createdAt = new Date(0) }) => (!before || createdAt < before) && (!after || createdAt > after),
    );
  const { items, ...next } = page(found, input.nextToken, input.maxResults ?? 20);
  return {
    serviceDeployments: items.map(({ targetServiceRevision, ...deployment }) => ({
      serviceDeploymentArn: deployment.serviceDeploymentArn,
      serviceArn: deployment.serviceArn,
      clusterArn: deployment.clusterArn,
      createdAt: deployment.createdAt,
      startedAt: deployment.startedAt,
      finishedAt: deployment.finishedAt,
      status: deployment.status,
      statusReason: deployment.statusReason,
      targetServiceRevisionArn: targetServiceRevision?.arn,
    })),
    ...next,
  };
}

export function describeServiceDeployments(
  state: RegionState,
  { serviceDeploymentArns = [] }: Input<"ecs", "DescribeServiceDeployments">,
): Output<"ecs", "DescribeServiceDeployments"> {
  const { found, failures } = looked(state, "service-deployment", serviceDeploymentArns);
  return {
    serviceDeployments: found.map(({ service, deployment }) => describe(service, deployment)),
    failures,
  };
}

export function describeServiceRevisions(
  state: RegionState,
  { serviceRevisionArns = [] }: Input<"ecs", "DescribeServiceRevisions">,
): Output<"ecs", "DescribeServiceRevisions"> {
  const { found, failures } = looked(state, "service-revision", serviceRevisionArns);
  return {
    serviceRevisions: found.map(({ service, deployment }) => describeRevision(service, deployment)),
    failures,
  };
}

function looked(state: RegionState, kind: Kind, arns: readonly string[]) {
  if (arns.length === 0 || arns.length > 20)
    throw new AwsError("InvalidParameterException", `Between 1 and 20 ${kind} ARNs must be given.`);
  const all = allDeployments(state, kind);
  return {
    found: arns.flatMap((arn) => all.find((one) => one.arn === arn) ?? []),
    failures: arns
      .filter((arn) => !all.some((one) => one.arn === arn))
      .map((arn) => ({ arn, reason: "MISSING" })),
  };
}

function describe(service: ServiceState, deployment: DeploymentState): ServiceDeployment {
  const { history } = service;
  const { rollback, status, lifecycle, settings } = deployment;
  const shifted = isShifting(deployment) ? deployment : undefined;
  const summary = (revision: DeploymentState) => summariseRevision(service, revision, shifted);
  return {
    serviceDeploymentArn: arnOf("service-deployment", service, deployment),
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    createdAt: deployment.createdAt,
    ...(status !== "PENDING" && { startedAt: deployment.createdAt }),
    finishedAt: deployment.finishedAt,
    ...(status === "STOPPED" && { stoppedAt: deployment.finishedAt }),
    updatedAt: deployment.updatedAt,
    status,
    statusReason: deployment.statusReason,
    sourceServiceRevisions: history.filter(({ id }) => deployment.sources.includes(id)).map(summary),
    targetServiceRevision: summary(deployment),
    deploymentConfiguration: describeSettings(settings),
    ...(lifecycle && {
      // PRE_PRODUCTION_TRAFFIC_SHIFT is in AWS's description of the member, not yet in the client's list.
      lifecycleStage: lifecycle.stage as ServiceDeployment["lifecycleStage"],
      lifecycleHookDetails: lifecycle.hooks.map(describeHookState),
    }),
    ...(rollback && {
      rollback: {
        reason: deployment.statusReason,
        startedAt: rollback.startedAt,
        serviceRevisionArn: arnOf("service-revision", service, rollback.to),
      },
    }),
    ...(settings.alarms.alarmNames.length > 0 && { alarms: describeAlarms(deployment) }),
    deploymentCircuitBreaker: {
      status: monitoring(settings.circuitBreaker.enable, deployment),
      failureCount: deployment.failedTasks,
      threshold: breakerThreshold(service.desiredCount),
    },
  };
}

const describeHookState = ({ id, hook, status, expiresAt }: HookState): DeploymentLifecycleHookDetail => ({
  hookId: id,
  targetType: hook.target.type,
  ...(hook.target.type === "AWS_LAMBDA" && { targetArn: hook.target.functionArn }),
  status,
  expiresAt: new Date(expiresAt),
  timeoutAction: hook.timeoutAction,
});

const describeAlarms = (deployment: DeploymentState): ServiceDeploymentAlarms => {
  const { settings, triggeredAlarms } = deployment;
  return {
    status: triggeredAlarms.length > 0 ? "TRIGGERED" : monitoring(settings.alarms.enable, deployment),
    alarmNames: [...settings.alarms.alarmNames],
    triggeredAlarmNames: [...triggeredAlarms],
  };
};

function monitoring(enabled: boolean, { rolloutState, rolloutReason }: DeploymentState) {
  if (!enabled) return "DISABLED";
  if (rolloutState === "IN_PROGRESS") return "MONITORING";
  return rolloutReason.includes("circuit breaker") ? "TRIGGERED" : "MONITORING_COMPLETE";
}
