import type { LoadBalancer } from "@aws-sdk/client-ecs";
import { newLifecycle } from "./blue-green/lifecycle.ts";
import { isShifting } from "./blue-green/shifting.ts";
import { type Environment, now } from "./environment.ts";
import { deploymentChanged } from "./events.ts";
import { groupsOf } from "./load-balancers.ts";
import { newDeployment } from "./new-deployment.ts";
import type { Definition, DeploymentState, ServiceState } from "./state.ts";
import { supersede } from "./superseded.ts";

/** Makes a new primary deployment; the scheduler replaces the tasks of the others. */
export function deploy(environment: Environment, service: ServiceState, definition: Definition): void {
  const { settings } = service;
  supersede(environment, service);
  const deployment = newDeployment({
    id: `ecs-svc/${Array.from({ length: 19 }, () => Math.floor(environment.random.next() * 9) + 1).join("")}`,
    definition,
    settings,
    network: service.network,
    createdAt: now(environment),
    loadBalancers: loadBalancersOf(service),
    sources: service.deployments.map(({ id }) => id),
    ...(settings.strategy === "BLUE_GREEN"
      ? { lifecycle: newLifecycle(previous(service)), status: "PENDING" }
      : { status: "IN_PROGRESS" }),
    rolloutState: "IN_PROGRESS",
  });
  deployment.rolloutReason = `ECS deployment ${deployment.id} in progress.`;
  service.deployments = [deployment, ...service.deployments];
  if (isShifting(deployment)) service.shifting = deployment;
  service.history.unshift(deployment);
  if (service.history.length > 100) service.history.pop();
  service.steady = false;
  // AWS: a new task definition returns the service to a normal, non-throttled state immediately.
  service.failedStarts = 0;
  service.notBefore = 0;
  deploymentChanged(environment, service, deployment);
}

/** Where the way back leads until the load balancer's rule has said which revision serves. */
const previous = ({ lastCompleted, deployments }: ServiceState): DeploymentState | undefined =>
  deployments.find((deployment) => deployment === lastCompleted) ?? deployments[0];

/** Rolling tasks join those that they replace, on whichever of its two target groups a blue-green deployment left them. */
function loadBalancersOf({ loadBalancers, deployments }: ServiceState): LoadBalancer[] {
  const present = deployments[0]?.loadBalancers.map(({ targetGroupArn }) => targetGroupArn);
  return loadBalancers.map((balancer) => ({
    ...balancer,
    targetGroupArn: groupsOf(balancer).find((arn) => present?.includes(arn)) ?? balancer.targetGroupArn,
  }));
}
