/// <reference path="../.sst/platform/config.d.ts" />
import { kept } from "./kept";
import type { Scope } from "./scope";

type Text = $util.Input<string>;

export interface FileSystemArgs {
  readonly keyArn: Text;
  readonly subnetIds: Text[];
  readonly groupId: Text;
  /** Directory, owner and group that every client of the access point is given. */
  readonly path: string;
  readonly userId: number;
  /** Whether another region's file system is copied into this one; clients can only read it then. */
  readonly isReplica: boolean;
}

/** EFS in one region, with a mount target in each subnet and an access point. Clients log in with IAM, over TLS. */
export function fileSystem(scope: Scope, args: FileSystemArgs) {
  const { infrequentAccessDays } = scope.config.data.files;
  const system = new aws.efs.FileSystem(
    scope.id("Uploads"),
    {
      creationToken: scope.names.prefix,
      encrypted: true,
      kmsKeyId: args.keyArn,
      throughputMode: "elastic",
      lifecyclePolicies: [
        { transitionToIa: `AFTER_${infrequentAccessDays}_DAYS` },
        { transitionToPrimaryStorageClass: "AFTER_1_ACCESS" },
      ],
      protection: { replicationOverwrite: args.isReplica ? "DISABLED" : "ENABLED" },
      tags: { Name: `${scope.names.prefix}-files` },
    },
    // Says REPLICATING while it is written to, and a failover turns it round.
    kept(scope, { ignoreChanges: ["protection"] }),
  );
  new aws.efs.FileSystemPolicy(
    scope.id("UploadsPolicy"),
    {
      fileSystemId: system.id,
      policy: $jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            // With a policy of any kind EFS no longer lets in whoever can reach it: identities need a grant of their own.
            Sid: "OnlyTls",
            Effect: "Deny",
            Principal: { AWS: "*" },
            Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
            Resource: system.arn,
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      }),
    },
    scope.options({ retainOnDelete: scope.config.permanent }),
  );
  // Backups are Signalbox's own workflows; EFS would switch on a plan of its own.
  new aws.efs.BackupPolicy(
    scope.id("UploadsBackupPolicy"),
    { fileSystemId: system.id, backupPolicy: { status: "DISABLED" } },
    scope.options(),
  );
  const targets = args.subnetIds.map(
    (subnetId, index) =>
      new aws.efs.MountTarget(
        scope.id(`UploadsMount${index + 1}`),
        { fileSystemId: system.id, subnetId, securityGroups: [args.groupId] },
        scope.options(),
      ),
  );
  const accessPoint = new aws.efs.AccessPoint(
    scope.id("UploadsAccess"),
    {
      fileSystemId: system.id,
      posixUser: { uid: args.userId, gid: args.userId },
      rootDirectory: {
        path: args.path,
        creationInfo: { ownerUid: args.userId, ownerGid: args.userId, permissions: "0750" },
      },
      tags: { Name: `${scope.names.prefix}-files` },
    },
    scope.options({ dependsOn: targets, retainOnDelete: scope.config.permanent }),
  );
  return { system, accessPoint };
}

/**
 * Copies one file system into another, usually within a minute or some. A file system takes part in one replication
 * alone, so a third region has none: it is filled from a backup,
 * https://docs.aws.amazon.com/efs/latest/ug/efs-replication.html
 */
export function replicateFileSystem(
  source: { readonly scope: Scope; readonly system: aws.efs.FileSystem },
  replica: { readonly scope: Scope; readonly system: aws.efs.FileSystem },
) {
  return new aws.efs.ReplicationConfiguration(
    source.scope.id("UploadsReplication"),
    {
      sourceFileSystemId: source.system.id,
      destination: { fileSystemId: replica.system.id, region: replica.scope.region.region },
    },
    source.scope.options({
      retainOnDelete: source.scope.config.permanent,
      ignoreChanges: ["sourceFileSystemId", "destination"],
    }),
  );
}
