import { ecsArn } from "./arns.ts";
import type { DeploymentState, ServiceState } from "./state.ts";

export type Kind = "service-deployment" | "service-revision";

/** Of a deployment `ecs-svc/123`, its own ARN or that of the revision that it brings. */
export function arnOf(
  kind: Kind,
  { arn, region, cluster, name }: ServiceState,
  { id }: DeploymentState,
): string {
  const account = arn.split(":")[4] ?? "";
  return ecsArn(region, account, `${kind}/${cluster.name}/${name}/${id.slice(id.indexOf("/") + 1)}`);
}

/** IAM asks for both the deployment and its service (Service Authorization Reference: both are required resource types). */
export const withService = (serviceDeploymentArn: string): string[] => [
  serviceDeploymentArn,
  serviceDeploymentArn.replace(/:service-deployment\/(.+)\/[^/]+$/, ":service/$1"),
];
