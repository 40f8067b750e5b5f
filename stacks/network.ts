/// <reference path="../.sst/platform/config.d.ts" />
import { collectorServices, endpointServices } from "@signalbox/core/platform/endpoints";
import { flowLogs } from "../infra/flow-logs";
import { key } from "../infra/key";
import { nat } from "../infra/nat";
import type { Scope } from "../infra/scope";
import { vpc } from "../infra/vpc";
import { gatewayEndpoints, interfaceEndpoints } from "../infra/vpc-endpoints";
import type { Network } from "./layers";
import { securityGroups } from "./security-groups";

/** The region's VPC, who may reach whom in it, and the key that encrypts what is in it. */
export function network(scope: Scope): Network {
  const { config } = scope;
  const { arn: keyArn } = key(scope);
  const created = vpc(scope);
  const natAddresses = nat(scope, created);
  const gatewayPrefixLists = gatewayEndpoints(scope, created);
  const { endpoints, ...groups } = securityGroups(scope, {
    vpcId: created.id,
    natAddresses,
    gatewayPrefixLists,
  });
  if (config.network.endpoints)
    interfaceEndpoints(scope, created, {
      services: [...endpointServices, ...(config.observability.collector ? collectorServices : [])],
      groupId: endpoints,
    });
  flowLogs(scope, { vpcId: created.id, keyArn });

  const ids = (tier: keyof typeof created.subnets) => created.subnets[tier].map(({ id }) => id);
  return {
    vpcId: created.id,
    keyArn,
    publicSubnetIds: ids("public"),
    privateSubnetIds: ids("private"),
    zones: created.subnets.private.map(({ availabilityZone }) => availabilityZone),
    dataSubnetIds: ids("data"),
    natAddresses,
    groups,
  };
}
