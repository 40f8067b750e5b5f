/// <reference path="../../.sst/platform/config.d.ts" />
import { replicateBuckets } from "../../infra/bucket-replication";
import { fileSystem, replicateFileSystem } from "../../infra/file-system";
import { privateBucket } from "../../infra/private-bucket";
import type { Scope } from "../../infra/scope";
import type { Data, Identity, Network } from "../layers";

type Files = Data["files"];

/** uid and gid of the files on EFS, whatever user the container runs as: the access point maps every client to it. */
const filesUser = 1000;

/** Where Open WebUI keeps uploads: one bucket a region, each copied to all others, or one file system a region. */
export function files(
  scopes: readonly Scope[],
  networks: readonly Network[],
  identities: readonly Identity[],
): Files[] {
  const kind = scopes[0]?.config.data.files.kind;
  return kind === "efs" ? fileSystems(scopes, networks, identities) : buckets(scopes, identities);
}

function buckets(scopes: readonly Scope[], identities: readonly Identity[]): Files[] {
  const replicas = scopes.map((scope, index) => {
    const identity = identities[index];
    if (!identity) throw new Error(`${scope.region.region} has no identity`);
    const { bucket, versioning } = privateBucket(scope, "Uploads", {
      thing: "files",
      keyArn: identity.keyArn,
      noncurrentDays: scope.config.backup.continuousDays,
    });
    // AWS Backup keeps continuous backups of a bucket up to date by its events,
    // https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html
    new aws.s3.BucketNotification(
      scope.id("UploadsEvents"),
      { bucket: bucket.id, eventbridge: true },
      scope.options(),
    );
    return { scope, bucket, versioning, keyArn: identity.keyArn };
  });
  replicateBuckets(replicas);
  return replicas.map(({ bucket }) => ({ kind: "s3", bucket: bucket.bucket, bucketArn: bucket.arn }));
}

function fileSystems(
  scopes: readonly Scope[],
  networks: readonly Network[],
  identities: readonly Identity[],
): Files[] {
  const systems = scopes.map((scope, index) => {
    const network = networks[index];
    const identity = identities[index];
    if (!network || !identity) throw new Error(`${scope.region.region} has no network or no identity`);
    return {
      scope,
      ...fileSystem(scope, {
        keyArn: identity.keyArn,
        subnetIds: network.dataSubnetIds,
        groupId: network.groups.files,
        path: "/open-webui",
        userId: filesUser,
        isReplica: index === 1,
      }),
    };
  });
  const [source, replica] = systems;
  if (source && replica) replicateFileSystem(source, replica);
  return systems.map(({ system, accessPoint }) => ({
    kind: "efs",
    fileSystemId: system.id,
    fileSystemArn: system.arn,
    accessPointId: accessPoint.id,
    accessPointArn: accessPoint.arn,
  }));
}
