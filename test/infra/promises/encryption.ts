import type { Graph, Resource } from "../../../scripts/synth/graph.ts";
import type { InfraPromise } from "../promise.ts";
import { arnOf, ofType, valueIn, wrong } from "../view/resources.ts";

/** Where each kind of store says which key it is encrypted with. */
const keyOf: Readonly<Record<string, string>> = {
  "aws:rds/cluster:Cluster": "kmsKeyId",
  "aws:elasticache/replicationGroup:ReplicationGroup": "kmsKeyId",
  "aws:elasticache/serverlessCache:ServerlessCache": "kmsKeyId",
  "aws:efs/fileSystem:FileSystem": "kmsKeyId",
  "aws:dynamodb/table:Table": "serverSideEncryption.kmsKeyArn",
  "aws:sqs/queue:Queue": "kmsMasterKeyId",
  "aws:sns/topic:Topic": "kmsMasterKeyId",
  "aws:cloudwatch/logGroup:LogGroup": "kmsKeyId",
  "aws:secretsmanager/secret:Secret": "kmsKeyId",
  "aws:ecr/repository:Repository": "encryptionConfigurations.0.kmsKey",
  "aws:backup/vault:Vault": "kmsKeyArn",
  "aws:cloudtrail/trail:Trail": "kmsKeyId",
  "aws:amp/workspace:Workspace": "kmsKeyArn",
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": "serverSideEncryption.keyArn",
};
/** Further switches that have to be on. */
const switches: Readonly<Record<string, readonly string[]>> = {
  "aws:rds/cluster:Cluster": ["storageEncrypted"],
  "aws:elasticache/replicationGroup:ReplicationGroup": [
    "atRestEncryptionEnabled",
    "transitEncryptionEnabled",
  ],
  "aws:efs/fileSystem:FileSystem": ["encrypted"],
  "aws:dynamodb/table:Table": ["serverSideEncryption.enabled"],
  "aws:rds/proxy:Proxy": ["requireTls"],
};
/** Buckets that hold access logs: load balancers can deliver to buckets with Amazon's own key alone. */
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
const amazonsKey = /AccessLogs$/;

export const encryption: InfraPromise = {
  name: "every store is encrypted with the region's own key",
  check: (graph) => {
    const keys = ofType(graph, "aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey");
    const ours = (region: string) =>
      new Set(keys.filter((key) => key.region === region).flatMap((key) => [key.id, arnOf(key)]));
    const rotating = keys
      .filter((key) => key.type === "aws:kms/key:Key" && valueIn(key, "enableKeyRotation") !== true)
      .map((key) => wrong(key, "does not rotate"));
    const stores = graph.resources.flatMap((store) => {
      const path = keyOf[store.type];
      const off = (switches[store.type] ?? []).filter((one) => valueIn(store, one) !== true);
      return [
        ...(path !== undefined && !ours(store.region).has(String(valueIn(store, path)))
          ? [wrong(store, `is not encrypted with the key of ${store.region}`)]
          : []),
        ...off.map((one) => wrong(store, `has ${one} off`)),
      ];
    });
    return [...rotating, ...stores, ...buckets(graph, ours)];
  },
};

function buckets(graph: Graph, ours: (region: string) => ReadonlySet<string>): string[] {
  const rules = ofType(
    graph,
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  );
  const by = (bucket: Resource) => rules.find((rule) => valueIn(rule, "bucket") === bucket.id);
  return ofType(graph, "aws:s3/bucket:Bucket").flatMap((bucket) => {
    const rule = by(bucket);
    const applied = "rules.0.applyServerSideEncryptionByDefault";
    if (!rule) return [wrong(bucket, "says nothing of encryption")];
    if (amazonsKey.test(bucket.name)) return [];
    return valueIn(rule, `${applied}.sseAlgorithm`) === "aws:kms" &&
      ours(bucket.region).has(String(valueIn(rule, `${applied}.kmsMasterKeyId`)))
      ? []
      : [wrong(bucket, `is not encrypted with the key of ${bucket.region}`)];
  });
}
