import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { findCluster, findService } from "./arns.ts";
import { checkContainer, checkCount, checkGrace } from "./create-service.ts";
import { deploy } from "./deploy.ts";
import { readSettings } from "./deployment-configuration.ts";
import { describeService } from "./describe-services.ts";
import { type Environment, now } from "./environment.ts";
import type { RegionState } from "./state.ts";
import { activeDefinition } from "./task-definitions.ts";

/** Checks all before it changes any; another task definition, or force, makes a new deployment. */
export function updateService(
  environment: Environment,
  state: RegionState,
  input: Input<"ecs", "UpdateService">,
): Output<"ecs", "UpdateService"> {
  refuseUnsupported("UpdateService", input, [
    "cluster",
    "service",
    "desiredCount",
    "taskDefinition",
    "forceNewDeployment",
    "healthCheckGracePeriodSeconds",
    "deploymentConfiguration",
  ]);
  const service = findService(findCluster(state, input.cluster), input.service);
  const [primary] = service.deployments;
  const asked =
    input.taskDefinition === undefined ? undefined : activeDefinition(state, input.taskDefinition);
  if (asked) for (const balancer of service.loadBalancers) checkContainer(asked, balancer);
  const settings = readSettings("UpdateService", input.deploymentConfiguration, service.settings);
  const graceSeconds =
    input.healthCheckGracePeriodSeconds === undefined
      ? service.graceSeconds
      : checkGrace(input.healthCheckGracePeriodSeconds, service.loadBalancers);
  const desiredCount = checkCount(input.desiredCount ?? service.desiredCount);

  service.settings = settings;
  service.graceSeconds = graceSeconds;
  if (desiredCount !== service.desiredCount) {
    service.desiredCount = desiredCount;
    service.steady = false;
    if (primary) primary.updatedAt = now(environment);
  }
  const definition = asked ?? primary?.definition;
  if (definition && (input.forceNewDeployment || definition !== primary?.definition))
    deploy(environment, service, definition);
  service.pulse.beat();
  return { service: describeService(service) };
}
