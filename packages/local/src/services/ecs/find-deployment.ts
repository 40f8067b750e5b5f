import { AwsError } from "../error.ts";
import { arnOf, type Kind } from "./deployment-arns.ts";
import type { DeploymentState, RegionState, ServiceState } from "./state.ts";

export interface Found {
  readonly service: ServiceState;
  readonly deployment: DeploymentState;
  readonly arn: string;
}

/** Every deployment that is still known, with its own ARN or that of its revision. */
export const allDeployments = (state: RegionState, kind: Kind): Found[] =>
  [...state.clusters.values()].flatMap(({ services }) =>
    [...services.values()].flatMap((service) =>
      service.history.map((deployment) => ({ service, deployment, arn: arnOf(kind, service, deployment) })),
    ),
  );

export function findDeployment(state: RegionState, wanted: string | undefined): Found {
  const found = allDeployments(state, "service-deployment").find(({ arn }) => arn === wanted);
  if (!found)
    throw new AwsError("ServiceDeploymentNotFoundException", "The service deployment does not exist.");
  return found;
}
