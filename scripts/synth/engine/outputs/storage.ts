import type { Made, Table } from "../made.ts";

const bucket = (made: Made) => {
  const name = made.named("bucket");
  return {
    id: name,
    bucket: name,
    arn: `arn:aws:s3:::${name}`,
    bucketDomainName: `${name}.s3.amazonaws.com`,
    bucketRegionalDomainName: `${name}.s3.${made.region}.amazonaws.com`,
    hostedZoneId: "Z3AQBSTGFYJSTF",
    region: made.region,
  };
};
const ofBucket = (made: Made) => ({ id: made.text("bucket") });
const rds = (kind: string, key: string) => (made: Made) => {
  const id = made.named(key);
  return { id, [key]: id, arn: made.arn("rds", `${kind}:${id}`) };
};
const cache =
  (kind: string, key = "name") =>
  (made: Made) => ({
    id: made.named(key),
    arn: made.arn("elasticache", `${kind}:${made.named(key)}`),
  });

export const storage: Table = {
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketV2:BucketV2": bucket,
  ...Object.fromEntries(
    [
      "bucketPolicy:BucketPolicy",
      "bucketVersioning:BucketVersioning",
      "bucketVersioningV2:BucketVersioningV2",
      "bucketPublicAccessBlock:BucketPublicAccessBlock",
      "bucketOwnershipControls:BucketOwnershipControls",
      "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      "bucketReplicationConfig:BucketReplicationConfig",
      "bucketNotification:BucketNotification",
      "bucketLogging:BucketLogging",
      "bucketCorsConfiguration:BucketCorsConfiguration",
    ].map((kind) => [`aws:s3/${kind}`, ofBucket]),
  ),
  "aws:s3/bucketObjectv2:BucketObjectv2": (made) => ({
    id: made.text("key"),
    arn: `arn:aws:s3:::${made.text("bucket")}/${made.text("key")}`,
    etag: made.hex(32),
    versionId: made.hex(32),
  }),
  "aws:efs/fileSystem:FileSystem": (made) => {
    const id = `fs-0${made.hex(16)}`;
    return {
      id,
      arn: made.arn("elasticfilesystem", `file-system/${id}`),
      dnsName: `${id}.efs.${made.region}.amazonaws.com`,
      ownerId: made.account,
    };
  },
  "aws:efs/accessPoint:AccessPoint": (made) => {
    const id = `fsap-0${made.hex(16)}`;
    return { id, arn: made.arn("elasticfilesystem", `access-point/${id}`), ownerId: made.account };
  },
  "aws:efs/mountTarget:MountTarget": (made) => ({
    id: `fsmt-0${made.hex(16)}`,
    dnsName: `${made.text("fileSystemId")}.efs.${made.region}.amazonaws.com`,
  }),
  "aws:efs/backupPolicy:BackupPolicy": (made) => ({ id: made.text("fileSystemId") }),
  "aws:efs/fileSystemPolicy:FileSystemPolicy": (made) => ({ id: made.text("fileSystemId") }),
  "aws:efs/replicationConfiguration:ReplicationConfiguration": (made) => ({
    id: made.text("sourceFileSystemId"),
  }),
  "aws:rds/globalCluster:GlobalCluster": (made) => ({
    id: made.text("globalClusterIdentifier"),
    arn: made.globalArn("rds", `global-cluster:${made.text("globalClusterIdentifier")}`),
    globalClusterResourceId: `cluster-${made.word(26)}`,
    endpoint: `${made.text("globalClusterIdentifier")}.global-${made.word(12)}.global.rds.amazonaws.com`,
  }),
  "aws:rds/cluster:Cluster": (made) => {
    const id = made.named("clusterIdentifier");
    const domain = `${made.word(12)}.${made.region}.rds.amazonaws.com`;
    return {
      id,
      clusterIdentifier: id,
      arn: made.arn("rds", `cluster:${id}`),
      endpoint: `${id}.cluster-${domain}`,
      readerEndpoint: `${id}.cluster-ro-${domain}`,
      hostedZoneId: `Z${made.hex(13).toUpperCase()}`,
      clusterResourceId: `cluster-${made.word(26).toUpperCase()}`,
      port: 5432,
      masterUserSecrets: [
        {
          secretArn: made.arn("secretsmanager", `secret:rds!cluster-${made.uuid()}-${made.word(6)}`),
          kmsKeyId: made.inputs.masterUserSecretKmsKeyId ?? made.arn("kms", "alias/aws/secretsmanager"),
          secretStatus: "active",
        },
      ],
    };
  },
  "aws:rds/clusterInstance:ClusterInstance": (made) => {
    const id = made.named("identifier");
    return {
      id,
      identifier: id,
      arn: made.arn("rds", `db:${id}`),
      endpoint: `${id}.${made.word(12)}.${made.region}.rds.amazonaws.com`,
      dbiResourceId: `db-${made.word(26).toUpperCase()}`,
      port: 5432,
    };
  },
  "aws:rds/proxy:Proxy": (made) => ({
    id: made.named(),
    arn: made.arn("rds", `db-proxy:prx-0${made.hex(16)}`),
    endpoint: `${made.named()}.proxy-${made.word(12)}.${made.region}.rds.amazonaws.com`,
  }),
  "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": (made) => ({
    id: made.text("dbProxyName"),
    arn: made.arn("rds", `target-group:prx-tg-0${made.hex(16)}`),
    name: "default",
  }),
  "aws:rds/proxyTarget:ProxyTarget": (made) => ({ id: `${made.text("dbProxyName")}/${made.hex(16)}` }),
  "aws:rds/proxyEndpoint:ProxyEndpoint": (made) => ({
    id: `${made.text("dbProxyName")}/${made.text("dbProxyEndpointName")}`,
    arn: made.arn("rds", `db-proxy-endpoint:prx-endpoint-0${made.hex(16)}`),
    endpoint: `${made.text("dbProxyEndpointName")}.endpoint.proxy-${made.word(12)}.${made.region}.rds.amazonaws.com`,
  }),
  "aws:rds/subnetGroup:SubnetGroup": rds("subgrp", "name"),
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": rds("cluster-pg", "name"),
  "aws:rds/parameterGroup:ParameterGroup": rds("pg", "name"),
  "aws:elasticache/replicationGroup:ReplicationGroup": (made) => {
    const id = made.named("replicationGroupId");
    const host = `${id}.${made.word(6)}.cache.amazonaws.com`;
    return {
      id,
      replicationGroupId: id,
      arn: made.arn("elasticache", `replicationgroup:${id}`),
      primaryEndpointAddress: `master.${host}`,
      readerEndpointAddress: `replica.${host}`,
      configurationEndpointAddress: `clustercfg.${host}`,
      port: 6379,
    };
  },
  "aws:elasticache/globalReplicationGroup:GlobalReplicationGroup": (made) => {
    const id = `ldgnf-${made.text("globalReplicationGroupIdSuffix")}`;
    return {
      id,
      globalReplicationGroupId: id,
      arn: made.globalArn("elasticache", `globalreplicationgroup:${id}`),
    };
  },
  "aws:elasticache/serverlessCache:ServerlessCache": (made) => ({
    id: made.named(),
    arn: made.arn("elasticache", `serverlesscache:${made.named()}`),
    endpoints: [{ address: `${made.named()}-${made.word(6)}.serverless.cache.amazonaws.com`, port: 6379 }],
    readerEndpoints: [
      { address: `${made.named()}-${made.word(6)}.serverless.cache.amazonaws.com`, port: 6380 },
    ],
  }),
  "aws:elasticache/subnetGroup:SubnetGroup": cache("subnetgroup"),
  "aws:elasticache/parameterGroup:ParameterGroup": cache("parametergroup"),
  "aws:elasticache/user:User": cache("user", "userId"),
  "aws:elasticache/userGroup:UserGroup": cache("usergroup", "userGroupId"),
  "aws:dynamodb/table:Table": (made) => ({
    id: made.named(),
    arn: made.arn("dynamodb", `table/${made.named()}`),
    streamArn: made.arn("dynamodb", `table/${made.named()}/stream/2026-01-01T00:00:00.000`),
    streamLabel: "2026-01-01T00:00:00.000",
  }),
  "aws:backup/vault:Vault": (made) => ({
    id: made.named(),
    arn: made.arn("backup", `backup-vault:${made.named()}`),
  }),
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": (made) => ({
    id: made.text("backupVaultName"),
    backupVaultArn: made.arn("backup", `backup-vault:${made.text("backupVaultName")}`),
  }),
  "aws:backup/vaultPolicy:VaultPolicy": (made) => ({
    id: made.text("backupVaultName"),
    backupVaultArn: made.arn("backup", `backup-vault:${made.text("backupVaultName")}`),
  }),
  "aws:backup/vaultNotifications:VaultNotifications": (made) => ({ id: made.text("backupVaultName") }),
  "aws:backup/plan:Plan": (made) => ({
    id: made.uuid(),
    arn: made.arn("backup", `backup-plan:${made.uuid()}`),
    version: made.word(40),
  }),
  "aws:backup/selection:Selection": (made) => ({ id: made.uuid() }),
  "aws:backup/regionSettings:RegionSettings": (made) => ({ id: made.region }),
};
