import type {
  ServiceDeployment,
  ServiceDeploymentStatus,
  ServiceRevision,
  ServiceRevisionSummary,
} from "@aws-sdk/client-ecs";
import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { ecsArn, findCluster, findService } from "./arns.ts";
import { breakerThreshold } from "./failed-deployment.ts";
import type { DeploymentState, RegionState, ServiceState } from "./state.ts";

type Kind = "service-deployment" | "service-revision";

/** Of a deployment `ecs-svc/123`, its own ARN or that of the revision that it brings. */
function arnOf(kind: Kind, { arn, region, cluster, name }: ServiceState, { id }: DeploymentState): string {
  const account = arn.split(":")[4] ?? "";
  return ecsArn(region, account, `${kind}/${cluster.name}/${name}/${id.slice(id.indexOf("/") + 1)}`);
}

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
    serviceRevisions: found.map(({ service, deployment }) => revision(service, deployment)),
    failures,
  };
}

function looked(state: RegionState, kind: Kind, arns: readonly string[]) {
  if (arns.length === 0 || arns.length > 20)
    throw new AwsError("InvalidParameterException", `Between 1 and 20 ${kind} ARNs must be given.`);
  const all = [...state.clusters.values()].flatMap(({ services }) =>
    [...services.values()].flatMap((service) =>
      service.history.map((deployment) => ({ service, deployment, arn: arnOf(kind, service, deployment) })),
    ),
  );
  return {
    found: arns.flatMap((arn) => all.find((one) => one.arn === arn) ?? []),
    failures: arns
      .filter((arn) => !all.some((one) => one.arn === arn))
      .map((arn) => ({ arn, reason: "MISSING" })),
  };
}

function describe(service: ServiceState, deployment: DeploymentState): ServiceDeployment {
  const { settings, history } = service;
  const older = history[history.indexOf(deployment) + 1];
  const { rollback } = deployment;
  return {
    serviceDeploymentArn: arnOf("service-deployment", service, deployment),
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    createdAt: deployment.createdAt,
    startedAt: deployment.createdAt,
    finishedAt: deployment.finishedAt,
    updatedAt: deployment.updatedAt,
    status: statusOf(service, deployment),
    ...(deployment.rolloutState === "FAILED" && { statusReason: deployment.rolloutReason }),
    sourceServiceRevisions: older ? [summary(service, older)] : [],
    targetServiceRevision: summary(service, deployment),
    ...(rollback && {
      rollback: {
        reason: deployment.rolloutReason,
        startedAt: rollback.startedAt,
        serviceRevisionArn: arnOf("service-revision", service, rollback.to),
      },
    }),
    deploymentCircuitBreaker: {
      status: monitoring(settings.circuitBreaker.enable, deployment),
      failureCount: deployment.failedTasks,
      threshold: breakerThreshold(service.desiredCount),
    },
  };
}

function statusOf({ deployments }: ServiceState, deployment: DeploymentState): ServiceDeploymentStatus {
  const { rolloutState, rollback } = deployment;
  if (rollback)
    return rollback.to.rolloutState === "COMPLETED" ? "ROLLBACK_SUCCESSFUL" : "ROLLBACK_IN_PROGRESS";
  if (rolloutState === "COMPLETED") return "SUCCESSFUL";
  // A newer deployment ends one that is under way.
  return rolloutState === "IN_PROGRESS" && deployments[0] === deployment ? "IN_PROGRESS" : "STOPPED";
}

function monitoring(enabled: boolean, { rolloutState, rolloutReason }: DeploymentState) {
  if (!enabled) return "DISABLED";
  if (rolloutState === "IN_PROGRESS") return "MONITORING";
  return rolloutReason.includes("circuit breaker") ? "TRIGGERED" : "MONITORING_COMPLETE";
}

function summary(service: ServiceState, deployment: DeploymentState): ServiceRevisionSummary {
  const tasks = [...service.cluster.tasks.values()].filter((task) => task.deployment === deployment);
  return {
    arn: arnOf("service-revision", service, deployment),
    requestedTaskCount: service.deployments[0] === deployment ? service.desiredCount : 0,
    runningTaskCount: tasks.filter(({ status }) => status === "RUNNING").length,
    pendingTaskCount: tasks.filter(({ status }) => status === "PENDING" || status === "PROVISIONING").length,
  };
}

function revision(service: ServiceState, deployment: DeploymentState): ServiceRevision {
  const { container, arn } = deployment.definition;
  return {
    serviceRevisionArn: arnOf("service-revision", service, deployment),
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    taskDefinition: arn,
    launchType: "FARGATE",
    platformVersion: "1.4.0",
    platformFamily: "Linux",
    loadBalancers: [...service.loadBalancers],
    networkConfiguration: service.network,
    // The digest is known once the first task has pulled its image.
    containerImages: [
      { containerName: container.name, image: container.image, imageDigest: deployment.digest },
    ],
    createdAt: deployment.createdAt,
  };
}
