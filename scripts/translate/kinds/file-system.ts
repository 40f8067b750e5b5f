import { z } from "zod";
import { call, kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";

export const fileSystem = kind({
  type: "aws:efs/fileSystem:FileSystem",
  becomes: "`CreateFileSystem`: a folder of this machine",
  inputs: {
    creationToken: z.string(),
    encrypted: z.boolean(),
    kmsKeyId: z.string(),
    throughputMode: z.enum(["bursting", "provisioned", "elastic"]),
    lifecyclePolicies: leftOut("there is one storage class"),
    protection: leftOut("nothing replicates into it"),
  },
  translate: ({ creationToken, encrypted, kmsKeyId, throughputMode }, { name: id, region }) => [
    call(
      id,
      region,
      "elasticfilesystem",
      "CreateFileSystem",
      {
        CreationToken: creationToken,
        Encrypted: encrypted,
        KmsKeyId: kmsKeyId,
        ThroughputMode: throughputMode,
        Tags: [{ Key: "Name", Value: `${creationToken}-files` }],
      },
      { id: "FileSystemId", arn: "FileSystemArn" },
    ),
  ],
});

export const fileSystemBackupPolicy = kind({
  type: "aws:efs/backupPolicy:BackupPolicy",
  becomes: "`PutBackupPolicy`",
  inputs: {
    fileSystemId: z.string(),
    backupPolicy: z.strictObject({ status: z.enum(["ENABLED", "DISABLED"]) }),
  },
  translate: ({ fileSystemId, backupPolicy }, { name: id, region }) => [
    call(id, region, "elasticfilesystem", "PutBackupPolicy", {
      FileSystemId: fileSystemId,
      BackupPolicy: { Status: backupPolicy.status },
    }),
  ],
});

export const accessPoint = kind({
  type: "aws:efs/accessPoint:AccessPoint",
  becomes: "`CreateAccessPoint`",
  inputs: {
    fileSystemId: z.string(),
    posixUser: z.strictObject({ uid: z.number(), gid: z.number() }),
    rootDirectory: z.strictObject({
      path: z.string(),
      creationInfo: z.strictObject({ ownerUid: z.number(), ownerGid: z.number(), permissions: z.string() }),
    }),
  },
  translate({ fileSystemId, posixUser, rootDirectory: { path, creationInfo } }, { name: id, region }) {
    const { ownerUid, ownerGid, permissions } = creationInfo;
    return [
      call(
        id,
        region,
        "elasticfilesystem",
        "CreateAccessPoint",
        {
          ClientToken: id,
          FileSystemId: fileSystemId,
          PosixUser: { Uid: posixUser.uid, Gid: posixUser.gid },
          RootDirectory: {
            Path: path,
            CreationInfo: { OwnerUid: ownerUid, OwnerGid: ownerGid, Permissions: permissions },
          },
        },
        { id: "AccessPointId", arn: "AccessPointArn" },
      ),
    ];
  },
});
