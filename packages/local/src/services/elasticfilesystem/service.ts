import type { World } from "../../world/world.ts";
import { regional } from "../regional.ts";
import { regionalMemory } from "../regional-memory.ts";
import type { CallContext, Service } from "../service.ts";
import { addTags, removeTags, type Tags, tagList } from "../tags.ts";
import { createAccessPoint, deleteAccessPoint, describeAccessPoints } from "./access-points.ts";
import { createFileSystem, deleteFileSystem } from "./create-file-system.ts";
import { describeFileSystems } from "./describe-file-systems.ts";
import { efsError } from "./file-system.ts";
import { FileSystems } from "./file-systems.ts";
import { createMountTarget, deleteMountTarget, describeMountTargets } from "./mount-targets.ts";

/** EFS: file systems with real files on the world's plane, mount targets and access points as far as they are described. */
export function elasticfilesystem(shared: World): Service<"elasticfilesystem"> {
  const world: World = { ...shared, random: shared.random.fork("elasticfilesystem") };
  const of = regional((region) => new FileSystems(world, region));
  const onSystem = (
    { FileSystemId = "*" }: { FileSystemId?: string | undefined },
    { region }: CallContext,
  ) => [of(region).arn("file-system", FileSystemId)];
  const onPoint = (
    { AccessPointId = "*" }: { AccessPointId?: string | undefined },
    { region }: CallContext,
  ) => [of(region).arn("access-point", AccessPointId)];
  const onTarget = ({ MountTargetId }: { MountTargetId?: string | undefined }, { region }: CallContext) =>
    of(region)
      .all()
      .filter(({ mountTargets }) => mountTargets.has(MountTargetId ?? ""))
      .map(({ arn }) => arn);
  const onResource = ({ ResourceId = "*" }: { ResourceId?: string | undefined }, { region }: CallContext) => [
    of(region).arn(ResourceId.includes("fsap-") ? "access-point" : "file-system", ResourceId),
  ];
  const tagsOf = (region: string, id: string | undefined): Tags =>
    id?.includes("fsap-") ? of(region).accessPoint(id)[1].tags : of(region).get(id).tags;
  return {
    name: "elasticfilesystem",
    memory: regionalMemory(
      of,
      (state) => state.save(),
      (state, saved) => state.restore(saved),
    ),
    operations: {
      CreateFileSystem: (input, { region }) => createFileSystem(of(region), input),
      DescribeFileSystems: (input, { region }) => describeFileSystems(of(region), input),
      DeleteFileSystem: async (input, { region }) => {
        await deleteFileSystem(of(region), input);
        return {};
      },
      UpdateFileSystemProtection: ({ FileSystemId, ReplicationOverwriteProtection }, { region }) => {
        const system = of(region).get(FileSystemId);
        system.protection = ReplicationOverwriteProtection ?? system.protection;
        return { ReplicationOverwriteProtection: system.protection };
      },
      CreateMountTarget: (input, { region }) => createMountTarget(of(region), input),
      DescribeMountTargets: (input, { region }) => describeMountTargets(of(region), input),
      DescribeMountTargetSecurityGroups: ({ MountTargetId }, { region }) => ({
        SecurityGroups: [...of(region).mountTarget(MountTargetId)[1].securityGroups],
      }),
      DeleteMountTarget: ({ MountTargetId }, { region }) => {
        deleteMountTarget(of(region), MountTargetId);
        return {};
      },
      CreateAccessPoint: (input, { region }) => createAccessPoint(of(region), input),
      DescribeAccessPoints: (input, { region }) => describeAccessPoints(of(region), input),
      DeleteAccessPoint: ({ AccessPointId }, { region }) => {
        deleteAccessPoint(of(region), AccessPointId);
        return {};
      },
      PutBackupPolicy: ({ FileSystemId, BackupPolicy }, { region }) => {
        const system = of(region).get(FileSystemId);
        system.backup = BackupPolicy?.Status === "ENABLED" ? "ENABLED" : "DISABLED";
        return { BackupPolicy: { Status: system.backup } };
      },
      DescribeBackupPolicy: ({ FileSystemId }, { region }) => ({
        BackupPolicy: { Status: of(region).get(FileSystemId).backup },
      }),
      PutLifecycleConfiguration: ({ FileSystemId, LifecyclePolicies = [] }, { region }) => {
        of(region).get(FileSystemId).lifecyclePolicies = LifecyclePolicies;
        return { LifecyclePolicies };
      },
      DescribeLifecycleConfiguration: ({ FileSystemId }, { region }) => ({
        LifecyclePolicies: [...of(region).get(FileSystemId).lifecyclePolicies],
      }),
      PutFileSystemPolicy: ({ FileSystemId, Policy }, { region }) => {
        const system = of(region).get(FileSystemId);
        system.policy = Policy;
        return { FileSystemId: system.id, Policy };
      },
      DescribeFileSystemPolicy: ({ FileSystemId }, { region }) => {
        const { id, policy } = of(region).get(FileSystemId);
        if (policy === undefined) throw efsError("PolicyNotFound", `File system '${id}' has no policy.`);
        return { FileSystemId: id, Policy: policy };
      },
      TagResource: ({ ResourceId, Tags }, { region }) => {
        addTags(tagsOf(region, ResourceId), Tags);
        return {};
      },
      UntagResource: ({ ResourceId, TagKeys }, { region }) => {
        removeTags(tagsOf(region, ResourceId), TagKeys);
        return {};
      },
      ListTagsForResource: ({ ResourceId }, { region }) => ({ Tags: tagList(tagsOf(region, ResourceId)) }),
    },
    resources: {
      DescribeFileSystems: (input, context) =>
        input.FileSystemId === undefined ? [] : onSystem(input, context),
      DeleteFileSystem: onSystem,
      UpdateFileSystemProtection: onSystem,
      CreateMountTarget: onSystem,
      DescribeMountTargets: onSystem,
      DescribeMountTargetSecurityGroups: onTarget,
      DeleteMountTarget: onTarget,
      CreateAccessPoint: onSystem,
      DescribeAccessPoints: (input, context) =>
        input.AccessPointId === undefined ? onSystem(input, context) : onPoint(input, context),
      DeleteAccessPoint: onPoint,
      PutBackupPolicy: onSystem,
      DescribeBackupPolicy: onSystem,
      PutLifecycleConfiguration: onSystem,
      DescribeLifecycleConfiguration: onSystem,
      PutFileSystemPolicy: onSystem,
      DescribeFileSystemPolicy: onSystem,
      TagResource: onResource,
      UntagResource: onResource,
      ListTagsForResource: onResource,
    },
  };
}
