import type { MountTargetDescription } from "@aws-sdk/client-efs";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { efsError, insistOnAvailable, type MountTarget, stateOf } from "./file-system.ts";
import { type FileSystems, mountTargetTakes } from "./file-systems.ts";

export function createMountTarget(
  systems: FileSystems,
  input: Input<"elasticfilesystem", "CreateMountTarget">,
): MountTargetDescription {
  refuseUnsupported("CreateMountTarget", input, ["FileSystemId", "SubnetId", "SecurityGroups", "IpAddress"]);
  const system = systems.get(input.FileSystemId);
  insistOnAvailable(system, systems.now);
  const SubnetId = input.SubnetId ?? "";
  if (system.mountTargets.values().some(({ description }) => description.SubnetId === SubnetId))
    throw efsError("MountTargetConflict", `mount target already exists in this subnet: ${SubnetId}`);
  const target: MountTarget = {
    life: systems.newLife(mountTargetTakes),
    description: {
      OwnerId: systems.world.account,
      MountTargetId: systems.newId("fsmt"),
      FileSystemId: system.id,
      SubnetId,
      // Nothing is mounted over a network here: the file system's folder is this machine's.
      IpAddress: input.IpAddress ?? "127.0.0.1",
    },
    securityGroups: input.SecurityGroups ?? [],
  };
  system.mountTargets.set(target.description.MountTargetId, target);
  return shown(systems, target);
}

export function describeMountTargets(
  systems: FileSystems,
  input: Input<"elasticfilesystem", "DescribeMountTargets">,
): Output<"elasticfilesystem", "DescribeMountTargets"> {
  const { FileSystemId, MountTargetId, AccessPointId } = input;
  if ([FileSystemId, MountTargetId, AccessPointId].filter((id) => id !== undefined).length !== 1)
    throw efsError(
      "BadRequest",
      "Exactly one of FileSystemId, MountTargetId and AccessPointId must be given.",
    );
  const [only] = AccessPointId === undefined ? [] : systems.accessPoint(AccessPointId);
  const found =
    MountTargetId === undefined
      ? [...(only ?? systems.get(FileSystemId)).mountTargets.values()]
      : [systems.mountTarget(MountTargetId)[1]];
  const { items, nextToken } = page(found, input.Marker, input.MaxItems ?? 100);
  return {
    MountTargets: items.map((target) => shown(systems, target)),
    ...(nextToken !== undefined && { NextMarker: nextToken }),
  };
}

export function deleteMountTarget(systems: FileSystems, id: string | undefined): void {
  const [system, { description }] = systems.mountTarget(id);
  system.mountTargets.delete(description.MountTargetId);
}

const shown = ({ now }: FileSystems, { life, description }: MountTarget): MountTargetDescription => ({
  ...description,
  LifeCycleState: stateOf(life, now),
});
