/// <reference path="../.sst/platform/config.d.ts" />
import { cache } from "../infra/cache";
import { connection } from "../infra/connection";
import type { Scope } from "../infra/scope";
import { database, databaseName } from "./data/database";
import { files } from "./data/files";
import type { Data, Identity, Network } from "./layers";

/** Database, cache and files of every region, the primary first. */
export function data(
  scopes: readonly Scope[],
  networks: readonly Network[],
  identities: readonly Identity[],
): Data[] {
  const databases = database(scopes, networks, identities);
  const stores = files(scopes, networks, identities);
  return scopes.map((scope, index) => {
    const network = networks[index];
    const identity = identities[index];
    const cluster = databases[index];
    const store = stores[index];
    if (!network || !identity || !cluster || !store)
      throw new Error(`${scope.region.region} lacks a layer before data`);
    const { group, urlSecretArn } = cache(scope, {
      subnetIds: network.dataSubnetIds,
      groupId: network.groups.cache,
      keyArn: identity.keyArn,
    });
    return {
      clusterId: cluster.clusterId,
      clusterArn: cluster.clusterArn,
      ...(cluster.globalClusterId && { globalClusterId: cluster.globalClusterId }),
      connections: {
        databaseHost: cluster.connectionArn,
        ...(store.kind === "s3" && { filesBucket: connection(scope, "files-bucket", store.bucket) }),
      },
      databaseName,
      databasePlacement: cluster.placement,
      cacheHost: group.primaryEndpointAddress,
      cacheUrlSecretArn: urlSecretArn,
      files: store,
    };
  });
}
