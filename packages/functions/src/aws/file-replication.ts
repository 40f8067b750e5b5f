import {
  DeleteReplicationConfigurationCommand,
  DescribeFileSystemsCommand,
  DescribeReplicationConfigurationsCommand,
  type EFSClient,
} from "@aws-sdk/client-efs";
import { unless } from "./unless.ts";

/** The file system that this one is a copy of; undefined where it is none. */
export async function sourceOf(client: EFSClient, FileSystemId: string): Promise<string | undefined> {
  const asked = new DescribeReplicationConfigurationsCommand({ FileSystemId });
  const found = await unless("ReplicationNotFound", client.send(asked));
  const source = found?.Replications?.[0]?.SourceFileSystemId;
  return source === FileSystemId ? undefined : source;
}

/** Ends a replication on this side alone where the other one is lost: all sides would need it. */
export async function endReplication(client: EFSClient, source: string, lost: boolean): Promise<void> {
  await unless(
    "ReplicationNotFound",
    client.send(
      new DeleteReplicationConfigurationCommand({
        SourceFileSystemId: source,
        DeletionMode: lost ? "LOCAL_CONFIGURATION_ONLY" : "ALL_CONFIGURATIONS",
      }),
    ),
  );
}

/** Whether it takes writes: a copy is protected against them as long as it is one. */
export async function isWritable(client: EFSClient, FileSystemId: string): Promise<boolean> {
  const { FileSystems: [found] = [] } = await client.send(new DescribeFileSystemsCommand({ FileSystemId }));
  const protection = found?.FileSystemProtection?.ReplicationOverwriteProtection;
  return found?.LifeCycleState === "available" && protection !== "REPLICATING";
}
