import type { AccessPointDescription } from "@aws-sdk/client-efs";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { addTags, tagList } from "../tags.ts";
import { type AccessPoint, efsError, insistOnAvailable, stateOf } from "./file-system.ts";
import type { FileSystems } from "./file-systems.ts";

/** Milliseconds. */
const takes = 5_000;

export function createAccessPoint(
  systems: FileSystems,
  input: Input<"elasticfilesystem", "CreateAccessPoint">,
): AccessPointDescription {
  const system = systems.get(input.FileSystemId);
  insistOnAvailable(system, systems.now);
  const ClientToken = input.ClientToken ?? systems.world.random.uuid();
  const before = system.accessPoints
    .values()
    .find(({ description }) => description.ClientToken === ClientToken);
  if (before)
    throw efsError(
      "AccessPointAlreadyExists",
      `Access point already exists with client token '${ClientToken}'`,
      {
        AccessPointId: before.description.AccessPointId,
      },
    );
  const id = systems.newId("fsap");
  const point: AccessPoint = {
    life: systems.newLife(takes),
    description: {
      ClientToken,
      AccessPointId: id,
      AccessPointArn: systems.arn("access-point", id),
      FileSystemId: system.id,
      OwnerId: systems.world.account,
      RootDirectory: input.RootDirectory ?? { Path: "/" },
      ...(input.PosixUser && { PosixUser: input.PosixUser }),
    },
    tags: addTags(new Map(), input.Tags),
  };
  system.accessPoints.set(id, point);
  return shown(systems, point);
}

export function describeAccessPoints(
  systems: FileSystems,
  input: Input<"elasticfilesystem", "DescribeAccessPoints">,
): Output<"elasticfilesystem", "DescribeAccessPoints"> {
  const { AccessPointId, FileSystemId } = input;
  const all = FileSystemId === undefined ? systems.all() : [systems.get(FileSystemId)];
  const found =
    AccessPointId === undefined
      ? all.flatMap(({ accessPoints }) => [...accessPoints.values()])
      : [systems.accessPoint(AccessPointId)[1]];
  const { items, nextToken } = page(found, input.NextToken, input.MaxResults ?? 100);
  return {
    AccessPoints: items.map((point) => shown(systems, point)),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

export function deleteAccessPoint(systems: FileSystems, id: string | undefined): void {
  const [system, { description }] = systems.accessPoint(id);
  system.accessPoints.delete(description.AccessPointId);
}

function shown({ now }: FileSystems, { life, description, tags }: AccessPoint): AccessPointDescription {
  const name = tags.get("Name");
  return {
    ...description,
    ...(name !== undefined && { Name: name }),
    Tags: tagList(tags),
    LifeCycleState: stateOf(life, now),
  };
}
