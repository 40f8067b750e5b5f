import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { findCluster, findService } from "./arns.ts";
import { checkCount, checkGrace } from "./create-service.ts";
import { deploy } from "./deploy.ts";
import { type DeploymentSettings, readSettings } from "./deployment-configuration.ts";
import { describeService } from "./describe-services.ts";
import { type Environment, now } from "./environment.ts";
import { checkContainer, checkLoadBalancers } from "./load-balancers.ts";
import type { RegionState, ServiceState } from "./state.ts";
import { isOngoing } from "./superseded.ts";
import { activeDefinition } from "./task-definitions.ts";

/** Checks all before it changes any; another task definition, other load balancers, a network, or force, makes a new deployment. */
export async function updateService(
  environment: Environment,
  state: RegionState,
  input: Input<"ecs", "UpdateService">,
): Promise<Output<"ecs", "UpdateService">> {
  refuseUnsupported("UpdateService", input, [
    "cluster",
    "service",
    "desiredCount",
    "taskDefinition",
    "forceNewDeployment",
    "healthCheckGracePeriodSeconds",
    "deploymentConfiguration",
    "loadBalancers",
    "networkConfiguration",
  ]);
  const service = findService(findCluster(state, input.cluster), input.service);
  const asked =
    input.taskDefinition === undefined ? undefined : activeDefinition(state, input.taskDefinition);
  const settings = readSettings("UpdateService", input.deploymentConfiguration, service.settings);
  const { loadBalancers = service.loadBalancers } = input;
  const balanced = asked ?? service.deployments[0]?.definition;
  if (balanced) for (const balancer of loadBalancers) checkContainer(balanced, balancer);
  const graceSeconds =
    input.healthCheckGracePeriodSeconds === undefined
      ? service.graceSeconds
      : checkGrace(input.healthCheckGracePeriodSeconds, loadBalancers);
  const desiredCount = checkCount(input.desiredCount ?? service.desiredCount);
  const network = input.networkConfiguration ?? service.network;
  if (!network.awsvpcConfiguration?.subnets?.length)
    throw invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  checkStrategy(service, settings, input);
  if (input.loadBalancers || settings.strategy !== service.settings.strategy)
    await checkLoadBalancers(environment, state.region, "UpdateService", loadBalancers, settings);

  const [primary] = service.deployments;
  service.settings = settings;
  service.graceSeconds = graceSeconds;
  service.loadBalancers = loadBalancers;
  service.network = network;
  if (desiredCount !== service.desiredCount) {
    service.desiredCount = desiredCount;
    service.steady = false;
    if (primary) primary.updatedAt = now(environment);
  }
  const definition = asked ?? primary?.definition;
  const isNew =
    input.forceNewDeployment ||
    input.loadBalancers ||
    input.networkConfiguration ||
    definition !== primary?.definition;
  if (definition && isNew) deploy(environment, service, definition);
  service.pulse.beat();
  return { service: describeService(service) };
}

/**
 * AWS: no other strategy while a deployment is under way, and blue-green only once a rolling deployment has brought the load
 * balancer's advancedConfiguration (.../developerguide/update-rolling-to-bluegreen.html). The sentences are ours.
 */
function checkStrategy(
  { settings, history }: ServiceState,
  { strategy }: DeploymentSettings,
  { loadBalancers }: Input<"ecs", "UpdateService">,
): void {
  if (strategy === settings.strategy) return;
  if (history.some(isOngoing))
    throw invalid("The deployment strategy cannot be changed while a service deployment is in progress.");
  if (loadBalancers && strategy !== "ROLLING")
    throw invalid(
      "Deploy the loadBalancers with their advancedConfiguration by ROLLING before the strategy becomes BLUE_GREEN.",
    );
}

const invalid = (message: string): AwsError => new AwsError("InvalidParameterException", message);
