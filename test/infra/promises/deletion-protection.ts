import type { Resource } from "../../../scripts/synth/graph.ts";
import type { InfraPromise } from "../promise.ts";
import { configOf } from "../view/config.ts";
import { ofType, valueIn, wrong } from "../view/resources.ts";

/** What AWS itself must know, since whoever holds the keys of the account needs no deploy to delete. */
const wanted: Readonly<Record<string, (one: Resource) => boolean>> = {
  // A standby's cluster takes no snapshot of what the primary has.
  "aws:rds/cluster:Cluster": (one) =>
    valueIn(one, "deletionProtection") === true &&
    (valueIn(one, "skipFinalSnapshot") !== true || valueIn(one, "globalClusterIdentifier") !== undefined),
  "aws:rds/globalCluster:GlobalCluster": (one) => valueIn(one, "deletionProtection") === true,
  "aws:lb/loadBalancer:LoadBalancer": (one) => valueIn(one, "enableDeletionProtection") === true,
  "aws:dynamodb/table:Table": (one) => valueIn(one, "deletionProtectionEnabled") === true,
  "aws:cognito/userPool:UserPool": (one) => valueIn(one, "deletionProtection") === "ACTIVE",
  "aws:s3/bucket:Bucket": (one) => valueIn(one, "forceDestroy") !== true,
  "aws:ecr/repository:Repository": (one) => valueIn(one, "forceDelete") !== true,
  "aws:backup/vault:Vault": (one) => valueIn(one, "forceDestroy") !== true,
  "aws:secretsmanager/secret:Secret": (one) => valueIn(one, "recoveryWindowInDays") !== 0,
};

export const deletionProtection: InfraPromise = {
  name: "where data is permanent, AWS refuses to delete it and the vaults are locked",
  check: (graph) => {
    if (!configOf(graph).permanent) return [];
    const locked = ofType(graph, "aws:backup/vaultLockConfiguration:VaultLockConfiguration").map(
      (lock) => `${lock.region} ${valueIn(lock, "backupVaultName")}`,
    );
    return [
      ...graph.resources
        .filter((one) => wanted[one.type]?.(one) === false)
        .map((one) => wrong(one, "can be deleted at once")),
      ...ofType(graph, "aws:backup/vault:Vault")
        .filter((vault) => !locked.includes(`${vault.region} ${valueIn(vault, "name")}`))
        .map((vault) => wrong(vault, "is not locked")),
    ];
  },
};
