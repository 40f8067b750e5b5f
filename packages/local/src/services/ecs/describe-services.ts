import type { Deployment, Service } from "@aws-sdk/client-ecs";
import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { ecsArn, findCluster, shortName } from "./arns.ts";
import { isPending } from "./clusters.ts";
import { arnOf } from "./deployment-arns.ts";
import { describeSettings } from "./deployment-configuration.ts";
import { requestedTasks } from "./requested-tasks.ts";
import { summariseRevision } from "./service-revisions.ts";
import { type DeploymentState, type RegionState, type ServiceState, tasksOf } from "./state.ts";
import { tagsOf } from "./tags.ts";

export function describeServices(
  state: RegionState,
  account: string,
  input: Input<"ecs", "DescribeServices">,
): Output<"ecs", "DescribeServices"> {
  const cluster = findCluster(state, input.cluster);
  const names = (input.services ?? []).map(shortName);
  if (names.length === 0) throw new AwsError("InvalidParameterException", "Services cannot be empty.");
  if (names.length > 10)
    throw new AwsError("InvalidParameterException", "Services cannot have more than 10 elements.");
  return {
    services: names.flatMap((name) => {
      const service = cluster.services.get(name);
      if (!service) return [];
      const tags = input.include?.includes("TAGS") && { tags: tagsOf(state, service.arn) };
      return [{ ...describeService(service), ...tags }];
    }),
    failures: names
      .filter((name) => !cluster.services.has(name))
      .map((name) => ({
        arn: ecsArn(state.region, account, `service/${cluster.name}/${name}`),
        reason: "MISSING",
      })),
  };
}

export function listServices(
  state: RegionState,
  input: Input<"ecs", "ListServices">,
): Output<"ecs", "ListServices"> {
  refuseUnsupported("ListServices", input, ["cluster", "nextToken", "maxResults", "launchType"]);
  const arns = [...findCluster(state, input.cluster).services.values()]
    .filter(({ status }) => status !== "INACTIVE" && (input.launchType ?? "FARGATE") === "FARGATE")
    .map(({ arn }) => arn);
  const { items, ...next } = page(arns, input.nextToken, input.maxResults ?? 10);
  return { serviceArns: items, ...next };
}

export function describeService(service: ServiceState): Service {
  const tasks = tasksOf(service);
  const [primary] = service.deployments;
  const [latest] = service.history;
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: service.cluster.arn,
    loadBalancers: [...service.loadBalancers],
    serviceRegistries: [],
    status: service.status,
    desiredCount: service.desiredCount,
    runningCount: tasks.filter(({ status }) => status === "RUNNING").length,
    pendingCount: tasks.filter(({ status }) => isPending(status)).length,
    launchType: "FARGATE",
    platformVersion: "LATEST",
    platformFamily: "Linux",
    taskDefinition: primary?.definition.arn,
    deploymentConfiguration: describeSettings(service.settings),
    ...(latest && { currentServiceDeployment: arnOf("service-deployment", service, latest) }),
    currentServiceRevisions: service.deployments.map((deployment) =>
      summariseRevision(service, deployment, undefined),
    ),
    deployments: service.deployments.map((deployment) => describeDeployment(service, deployment)),
    events: [...service.events],
    createdAt: service.createdAt,
    placementConstraints: [],
    placementStrategy: [],
    networkConfiguration: service.network,
    ...(service.loadBalancers.length > 0 && { healthCheckGracePeriodSeconds: service.graceSeconds }),
    schedulingStrategy: "REPLICA",
    deploymentController: { type: "ECS" },
    enableECSManagedTags: false,
    propagateTags: "NONE",
    enableExecuteCommand: false,
  };
}

function describeDeployment(service: ServiceState, deployment: DeploymentState): Deployment {
  const tasks = tasksOf(service).filter((task) => task.deployment === deployment);
  const isPrimary = deployment === service.deployments[0];
  return {
    id: deployment.id,
    status: isPrimary ? "PRIMARY" : "ACTIVE",
    taskDefinition: deployment.definition.arn,
    desiredCount: requestedTasks(service, deployment),
    runningCount: tasks.filter(({ status }) => status === "RUNNING").length,
    pendingCount: tasks.filter(({ status }) => isPending(status)).length,
    failedTasks: deployment.failedTasks,
    createdAt: deployment.createdAt,
    updatedAt: deployment.updatedAt,
    launchType: "FARGATE",
    platformVersion: "1.4.0",
    platformFamily: "Linux",
    networkConfiguration: deployment.network,
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutReason,
  };
}
