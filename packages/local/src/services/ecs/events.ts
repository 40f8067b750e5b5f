import type { World } from "../../world/world.ts";
import type { HookState } from "./blue-green/lifecycle.ts";
import { arnOf } from "./deployment-arns.ts";
import { describeTask } from "./describe-task.ts";
import type { Environment } from "./environment.ts";
import type { DeploymentState, ServiceState, TaskState } from "./state.ts";

function emit(
  { world, random }: Environment,
  region: string,
  detailType: string,
  resource: string,
  detail: object,
): void {
  const event: Parameters<World["events"]["publish"]>[0] = {
    version: "0",
    id: random.uuid(),
    "detail-type": detailType,
    source: "aws.ecs",
    account: world.account,
    time: new Date(world.clock.now()).toISOString().replace(/\.\d+Z$/, "Z"),
    region,
    resources: [resource],
    detail,
  };
  world.events.publish(event);
}

export function taskChanged(environment: Environment, task: TaskState): void {
  // Through JSON, as an event travels: dates become text and absent members vanish.
  const detail = JSON.parse(
    JSON.stringify({ ...describeTask(task), updatedAt: new Date(environment.world.clock.now()) }),
  );
  emit(environment, task.service.region, "ECS Task State Change", task.arn, detail);
}

export function serviceActed(
  environment: Environment,
  service: ServiceState,
  eventName: "SERVICE_STEADY_STATE" | "SERVICE_TASK_START_IMPAIRED",
): void {
  emit(environment, service.region, "ECS Service Action", service.arn, {
    eventType: eventName === "SERVICE_STEADY_STATE" ? "INFO" : "WARN",
    eventName,
    clusterArn: service.cluster.arn,
    createdAt: new Date(environment.world.clock.now()).toISOString(),
  });
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html */
export function placementFailed(environment: Environment, service: ServiceState): void {
  emit(environment, service.region, "ECS Service Action", service.arn, {
    eventType: "ERROR",
    eventName: "SERVICE_TASK_PLACEMENT_FAILURE",
    clusterArn: service.cluster.arn,
    reason: "RESOURCE:GPU",
    createdAt: new Date(environment.world.clock.now()).toISOString(),
  });
}

export function deploymentChanged(
  environment: Environment,
  service: ServiceState,
  deployment: DeploymentState,
): void {
  emit(environment, service.region, "ECS Deployment State Change", service.arn, {
    eventType: deployment.rolloutState === "FAILED" ? "ERROR" : "INFO",
    eventName: `SERVICE_DEPLOYMENT_${deployment.rolloutState}`,
    deploymentId: deployment.id,
    updatedAt: deployment.updatedAt.toISOString().replace(/\.\d+Z$/, "Z"),
    reason: deployment.rolloutReason,
  });
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_hook_state_change_events.html */
export function hookChanged(
  environment: Environment,
  service: ServiceState,
  deployment: DeploymentState,
  { id, hook, stage, status, expiresAt }: HookState,
): void {
  const serviceDeploymentArn = arnOf("service-deployment", service, deployment);
  emit(environment, service.region, "ECS Hook State Change", serviceDeploymentArn, {
    // AWS shows the INFO of an awaiting hook alone.
    eventType: status === "FAILED" || status === "TIMED_OUT" ? "ERROR" : "INFO",
    eventName: `HOOK_${status}`,
    hookId: id,
    hookType: hook.target.type,
    expiresAt: new Date(expiresAt).toISOString().replace(/\.\d+Z$/, "Z"),
    lifecycleStage: stage,
    clusterArn: service.cluster.arn,
    serviceArn: service.arn,
    serviceDeploymentArn,
    updatedAt: new Date(environment.world.clock.now()).toISOString(),
  });
}

/** A line of the service's own list of events, which DescribeServices shows. */
export function note({ random, world }: Environment, service: ServiceState, text: string): void {
  service.events.unshift({
    id: random.uuid(),
    createdAt: new Date(world.clock.now()),
    message: `(service ${service.name}) ${text}`,
  });
  if (service.events.length > 100) service.events.pop();
}
