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

/** IAM asks for both a deployment or revision and its service (Service Authorization Reference: both are required). */
export const withService = (arn: string): string[] => [
  arn,
  arn.replace(/:service-(?:deployment|revision)\/(.+)\/[^/]+$/, ":service/$1"),
];
