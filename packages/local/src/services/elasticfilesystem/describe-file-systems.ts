import type { FileSystemDescription } from "@aws-sdk/client-efs";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { tagList } from "../tags.ts";
import { type FileSystem, stateOf } from "./file-system.ts";
import type { FileSystems } from "./file-systems.ts";

export async function describeFileSystem(
  { world, now }: FileSystems,
  system: FileSystem,
): Promise<FileSystemDescription> {
  const bytes = (await world.files.exists(system.id)) ? await world.files.sizeBytes(system.id) : 0;
  const name = system.tags.get("Name");
  return {
    OwnerId: world.account,
    CreationToken: system.creationToken,
    FileSystemId: system.id,
    FileSystemArn: system.arn,
    CreationTime: new Date(system.life.created),
    LifeCycleState: stateOf(system.life, now),
    ...(name !== undefined && { Name: name }),
    NumberOfMountTargets: system.mountTargets.size,
    SizeInBytes: { Value: bytes, Timestamp: new Date(now), ValueInIA: 0, ValueInStandard: bytes },
    PerformanceMode: system.performanceMode,
    ThroughputMode: system.throughputMode,
    Encrypted: system.encrypted,
    ...(system.kmsKeyId !== undefined && { KmsKeyId: system.kmsKeyId }),
    Tags: tagList(system.tags),
    FileSystemProtection: { ReplicationOverwriteProtection: system.protection },
  };
}

export async function describeFileSystems(
  systems: FileSystems,
  { FileSystemId, CreationToken, Marker, MaxItems = 100 }: Input<"elasticfilesystem", "DescribeFileSystems">,
): Promise<Output<"elasticfilesystem", "DescribeFileSystems">> {
  const found = FileSystemId === undefined ? systems.all() : [systems.get(FileSystemId)];
  const wanted = found.filter(({ creationToken }) => (CreationToken ?? creationToken) === creationToken);
  const { items, nextToken } = page(wanted, Marker, MaxItems);
  return {
    FileSystems: await Promise.all(items.map((system) => describeFileSystem(systems, system))),
    ...(nextToken !== undefined && { NextMarker: nextToken }),
  };
}
