import type { DeploymentConfiguration, LoadBalancer } from "@aws-sdk/client-ecs";

/** Roles that ECS takes on for a service: to change its load balancer and to invoke its hooks' functions. */
export function passedRoles({
  loadBalancers = [],
  deploymentConfiguration,
}: {
  readonly loadBalancers?: LoadBalancer[] | undefined;
  readonly deploymentConfiguration?: DeploymentConfiguration | undefined;
}): string[] {
  const roles = [
    ...loadBalancers.map(({ advancedConfiguration }) => advancedConfiguration?.roleArn),
    ...(deploymentConfiguration?.lifecycleHooks ?? []).map(({ roleArn }) => roleArn),
  ];
  return [...new Set(roles.filter((role) => role !== undefined))];
}
