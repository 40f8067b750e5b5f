import type { InfraPromise } from "../promise.ts";
import { configOf } from "../view/config.ts";
import { ofType, unless } from "../view/resources.ts";

/** What holds data, or without which data cannot be read; SST's own `retain` knows fewer kinds. */
const holders = [
  "aws:rds/cluster:Cluster",
  "aws:rds/globalCluster:GlobalCluster",
  "aws:s3/bucket:Bucket",
  "aws:efs/fileSystem:FileSystem",
  "aws:dynamodb/table:Table",
  "aws:cognito/userPool:UserPool",
  "aws:backup/vault:Vault",
  "aws:kms/key:Key",
  "aws:kms/replicaKey:ReplicaKey",
  "aws:secretsmanager/secret:Secret",
];
/** What could be had again, at a price: a deploy may replace it, but never lose it. */
const replaceable = [
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:ecr/repository:Repository",
  "aws:amp/workspace:Workspace",
];

export const dataOutlives: InfraPromise = {
  name: "where data is permanent, what holds it outlives its removal and cannot be deleted by a deploy",
  check: (graph) =>
    configOf(graph).permanent
      ? [
          ...ofType(graph, ...holders, ...replaceable).flatMap((holder) =>
            unless(holder.retainOnDelete, holder, "goes when it leaves the stack"),
          ),
          ...ofType(graph, ...holders).flatMap((holder) =>
            unless(holder.protect, holder, "can be replaced by a deploy"),
          ),
        ]
      : [],
};
