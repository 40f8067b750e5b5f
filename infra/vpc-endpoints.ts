/// <reference path="../.sst/platform/config.d.ts" />
import { pascalCase, type Scope } from "./scope";
import type { Vpc } from "./vpc";

/** Ways to S3 and DynamoDB past the NAT. They cost nothing, so every stage has them. Returns their prefix lists. */
export function gatewayEndpoints(scope: Scope, vpc: Vpc): $util.Output<string>[] {
  return ["s3", "dynamodb"].map(
    (service) =>
      new aws.ec2.VpcEndpoint(
        scope.id(`${pascalCase(service)}Endpoint`),
        {
          vpcId: vpc.id,
          serviceName: serviceName(scope, service),
          vpcEndpointType: "Gateway",
          routeTableIds: [...vpc.privateRoutes, vpc.dataRoutes].map(({ id }) => id),
        },
        scope.options(),
      ).prefixListId,
  );
}

export interface InterfaceEndpointsArgs {
  /** Last parts of the services' names, such as `ecr.api`. */
  readonly services: readonly string[];
  readonly groupId: $util.Input<string>;
}

/** Ways to other services past the NAT, in every zone, at 7.30 USD a month for each service and zone. */
export function interfaceEndpoints(scope: Scope, vpc: Vpc, { services, groupId }: InterfaceEndpointsArgs) {
  for (const service of services)
    new aws.ec2.VpcEndpoint(
      scope.id(`${pascalCase(service.replaceAll(".", "-"))}Endpoint`),
      {
        vpcId: vpc.id,
        serviceName: serviceName(scope, service),
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: vpc.subnets.private.map(({ id }) => id),
        securityGroupIds: [groupId],
        tags: { Name: scope.names.network(service) },
      },
      scope.options(),
    );
}

const serviceName = (scope: Scope, service: string) => `com.amazonaws.${scope.region.region}.${service}`;
