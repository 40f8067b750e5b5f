import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { addTags } from "../tags.ts";
import type { Environment } from "./environment.ts";
import { rdsArn } from "./names.ts";
import type { RegionState } from "./state.ts";

const notFound = (name: string) =>
  new AwsError("DBSubnetGroupNotFoundFault", `DBSubnetGroup ${name} not found.`);

/** Subnets are names here, of any VPC. */
export function createDBSubnetGroup(
  { world }: Environment,
  state: RegionState,
  input: Input<"rds", "CreateDBSubnetGroup">,
): Output<"rds", "CreateDBSubnetGroup"> {
  const name = input.DBSubnetGroupName?.toLowerCase() ?? "";
  if (state.subnetGroups.has(name))
    throw new AwsError("DBSubnetGroupAlreadyExistsFault", `The DB subnet group '${name}' already exists.`);
  const subnets = input.SubnetIds ?? [];
  if (new Set(subnets).size < 2)
    throw new AwsError(
      "DBSubnetGroupDoesNotCoverEnoughAZs",
      "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Add subnets to cover at least 2 AZs.",
    );
  const facts = {
    DBSubnetGroupName: name,
    DBSubnetGroupDescription: input.DBSubnetGroupDescription,
    DBSubnetGroupArn: rdsArn(state.region, world.account, "subgrp", name),
    VpcId: "vpc-local",
    SubnetGroupStatus: "Complete",
    Subnets: subnets.map((SubnetIdentifier, index) => ({
      SubnetIdentifier,
      SubnetAvailabilityZone: { Name: `${state.region}${"abc"[index % 3]}` },
      SubnetStatus: "Active",
    })),
  };
  state.subnetGroups.set(name, { facts, tags: addTags(new Map(), input.Tags) });
  return { DBSubnetGroup: facts };
}

export function describeDBSubnetGroups(
  state: RegionState,
  { DBSubnetGroupName, MaxRecords = 100, Marker }: Input<"rds", "DescribeDBSubnetGroups">,
): Output<"rds", "DescribeDBSubnetGroups"> {
  const all = [...state.subnetGroups.values()].map(({ facts }) => facts);
  const wanted = all.filter(
    (facts) => DBSubnetGroupName === undefined || facts.DBSubnetGroupName === DBSubnetGroupName.toLowerCase(),
  );
  if (DBSubnetGroupName !== undefined && wanted.length === 0) throw notFound(DBSubnetGroupName);
  const { items, nextToken } = page(wanted, Marker, MaxRecords);
  return { DBSubnetGroups: items, ...(nextToken && { Marker: nextToken }) };
}

export function deleteDBSubnetGroup(
  state: RegionState,
  { DBSubnetGroupName = "" }: Input<"rds", "DeleteDBSubnetGroup">,
): Output<"rds", "DeleteDBSubnetGroup"> {
  const name = DBSubnetGroupName.toLowerCase();
  if ([...state.clusters.values()].some(({ facts }) => facts.DBSubnetGroup?.toLowerCase() === name))
    throw new AwsError("InvalidDBSubnetGroupStateFault", `The DB subnet group ${name} is in use.`);
  if (!state.subnetGroups.delete(name)) throw notFound(name);
  return {};
}
