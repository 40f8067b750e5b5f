import type { LoadBalancer } from "@aws-sdk/client-ecs";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";
import { ecsArn, findCluster } from "./arns.ts";
import { deploy } from "./deploy.ts";
import { readSettings } from "./deployment-configuration.ts";
import { describeService } from "./describe-services.ts";
import { type Environment, now } from "./environment.ts";
import { checkContainer, checkLoadBalancers } from "./load-balancers.ts";
import { newService } from "./new-service.ts";
import { schedule } from "./scheduler.ts";
import type { RegionState } from "./state.ts";
import { tag } from "./tags.ts";
import { activeDefinition } from "./task-definitions.ts";

const operation = "CreateService";

export async function createService(
  environment: Environment,
  state: RegionState,
  input: Input<"ecs", "CreateService">,
): Promise<Output<"ecs", "CreateService">> {
  refuse(input);
  const name = input.serviceName ?? "";
  if (!/^[a-zA-Z0-9_-]{1,255}$/.test(name))
    throw invalid("Invalid service name: up to 255 letters, digits, _ and -.");
  const cluster = findCluster(state, input.cluster);
  const definition = activeDefinition(state, input.taskDefinition);
  const loadBalancers = input.loadBalancers ?? [];
  for (const balancer of loadBalancers) checkContainer(definition, balancer);
  const network = input.networkConfiguration;
  if (!network?.awsvpcConfiguration?.subnets?.length)
    throw invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  const desiredCount = checkCount(input.desiredCount ?? 0);
  const graceSeconds = checkGrace(input.healthCheckGracePeriodSeconds, loadBalancers);
  const settings = readSettings(operation, input.deploymentConfiguration);
  await checkLoadBalancers(environment, state.region, operation, loadBalancers, settings);
  const existing = cluster.services.get(name);
  if (existing && existing.status !== "INACTIVE") {
    const again = input.clientToken !== undefined && input.clientToken === existing.clientToken;
    if (!again) throw invalid("Creation of service was not idempotent.");
    return { service: describeService(existing) };
  }
  const service = newService({
    kind: "service",
    name,
    arn: ecsArn(state.region, environment.world.account, `service/${cluster.name}/${name}`),
    cluster,
    region: state.region,
    createdAt: now(environment),
    network,
    loadBalancers,
    desiredCount,
    graceSeconds,
    settings,
    clientToken: input.clientToken,
  });
  tag(state, service.arn, input.tags);
  cluster.services.set(name, service);
  deploy(environment, service, definition);
  environment.world.background(`ecs service ${service.arn}`, () => schedule(environment, state, service));
  return { service: describeService(service) };
}

function refuse(input: Input<"ecs", "CreateService">): void {
  refuseUnsupported(operation, input, [
    "cluster",
    "serviceName",
    "taskDefinition",
    "loadBalancers",
    "desiredCount",
    "launchType",
    "platformVersion",
    "deploymentConfiguration",
    "networkConfiguration",
    "healthCheckGracePeriodSeconds",
    "schedulingStrategy",
    "deploymentController",
    "clientToken",
    "tags",
  ]);
  if (input.launchType !== "FARGATE")
    throw unsupported(operation, `launchType ${input.launchType ?? "EC2, AWS's when none is given,"}`);
  if ((input.schedulingStrategy ?? "REPLICA") !== "REPLICA")
    throw unsupported(operation, `schedulingStrategy ${input.schedulingStrategy}`);
  if ((input.deploymentController?.type ?? "ECS") !== "ECS")
    throw unsupported(operation, `deploymentController ${input.deploymentController?.type}`);
  if (!["1.4.0", "LATEST"].includes(input.platformVersion ?? "LATEST"))
    throw unsupported(operation, `platformVersion ${input.platformVersion}`);
}

export function checkCount(count: number): number {
  if (!Number.isInteger(count) || count < 0) throw invalid("desiredCount cannot be less than 0.");
  return count;
}

/** Seconds; 0 when none is given. */
export function checkGrace(seconds: number | undefined, loadBalancers: readonly LoadBalancer[]): number {
  if (seconds !== undefined && loadBalancers.length === 0)
    throw invalid("Health check grace period is only valid for services configured to use load balancers");
  return seconds ?? 0;
}

const invalid = (message: string): AwsError => new AwsError("InvalidParameterException", message);
