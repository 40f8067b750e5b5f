import type { FailoverStatus, GlobalCluster } from "@aws-sdk/client-rds";
import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { addTags, tagList } from "../tags.ts";
import type { Environment } from "./environment.ts";
import { globalNotFound, invalidCombination, invalidState } from "./errors.ts";
import { clusterIn } from "./find.ts";
import { identifier, idOf, regionOf } from "./names.ts";
import type { Global, RegionState } from "./state.ts";

/** A global cluster around a cluster that is there; secondaries join as they are created. */
export function createGlobalCluster(
  { world, random, globals }: Environment,
  state: RegionState,
  input: Input<"rds", "CreateGlobalCluster">,
): Output<"rds", "CreateGlobalCluster"> {
  refuseUnsupported("CreateGlobalCluster", input, [
    "GlobalClusterIdentifier",
    "SourceDBClusterIdentifier",
    "DeletionProtection",
    "Tags",
  ]);
  const id = identifier("GlobalClusterIdentifier", input.GlobalClusterIdentifier);
  if (globals.has(id))
    throw new AwsError("GlobalClusterAlreadyExistsFault", `Global cluster ${id} already exists`);
  if (input.SourceDBClusterIdentifier === undefined)
    throw invalidCombination(
      "Without SourceDBClusterIdentifier an engine is needed, which the local cloud does not offer.",
    );
  const source = clusterIn(state, input.SourceDBClusterIdentifier);
  if (source.globalCluster !== undefined)
    throw invalidState(`DB cluster ${source.id} already belongs to a global cluster.`);
  source.globalCluster = id;
  const global: Global = {
    id,
    members: [source.arn],
    move: undefined,
    stale: [],
    tags: addTags(new Map(), input.Tags),
    facts: {
      GlobalClusterIdentifier: id,
      GlobalClusterArn: `arn:aws:rds::${world.account}:global-cluster:${id}`,
      GlobalClusterResourceId: `cluster-${random.hex(16)}`,
      Engine: source.facts.Engine,
      EngineVersion: source.facts.EngineVersion,
      DatabaseName: source.facts.DatabaseName,
      StorageEncrypted: source.facts.StorageEncrypted,
      DeletionProtection: input.DeletionProtection ?? false,
      Endpoint: `${id}.global-${random.hex(12)}.global.rds.amazonaws.com`,
      Status: "available",
    },
  };
  globals.set(id, global);
  return { GlobalCluster: describeGlobal(global) };
}

export function globalIn({ globals }: Environment, given: string | undefined): Global {
  const global = globals.get(idOf(given));
  if (!global) throw globalNotFound(given ?? "");
  return global;
}

export function describeGlobalClusters(
  environment: Environment,
  { GlobalClusterIdentifier, MaxRecords = 100, Marker }: Input<"rds", "DescribeGlobalClusters">,
): Output<"rds", "DescribeGlobalClusters"> {
  const all =
    GlobalClusterIdentifier === undefined
      ? [...environment.globals.values()]
      : [globalIn(environment, GlobalClusterIdentifier)];
  const { items, nextToken } = page(all, Marker, MaxRecords);
  return { GlobalClusters: items.map(describeGlobal), ...(nextToken && { Marker: nextToken }) };
}

export function describeGlobal({ facts, members, move, stale, tags }: Global): GlobalCluster {
  const [writer, ...readers] = members;
  const member = (arn: string, IsWriter: boolean) => ({
    DBClusterArn: arn,
    IsWriter,
    Readers: IsWriter ? readers : [],
    GlobalWriteForwardingStatus: "disabled" as const,
    ...(!IsWriter && {
      SynchronizationStatus: stale.some((one) => one.arn === arn)
        ? ("pending-resync" as const)
        : ("connected" as const),
    }),
  });
  return {
    ...facts,
    ...(move && {
      Status: move.status === "pending" ? "available" : move.status,
      FailoverState: {
        // The SDK's type does not know `switching-over`, which the API's documentation has.
        Status: move.status as FailoverStatus,
        FromDbClusterArn: move.from,
        ToDbClusterArn: move.to,
        IsDataLossAllowed: move.kind === "failover",
      },
    }),
    GlobalClusterMembers:
      writer === undefined ? [] : [member(writer, true), ...readers.map((arn) => member(arn, false))],
    TagList: tagList(tags),
  };
}

/** A secondary that leaves becomes a cluster of its own, which takes writes. */
export async function removeFromGlobalCluster(
  environment: Environment,
  input: Input<"rds", "RemoveFromGlobalCluster">,
): Promise<Output<"rds", "RemoveFromGlobalCluster">> {
  const { world } = environment;
  const global = globalIn(environment, input.GlobalClusterIdentifier);
  const arn = input.DbClusterIdentifier ?? "";
  const [writer, ...readers] = global.members;
  if (!global.members.includes(arn))
    throw new AwsError("DBClusterNotFoundFault", `DBCluster ${arn} is no member of ${global.id}.`);
  if (arn === writer && readers.length > 0)
    throw new AwsError(
      "InvalidGlobalClusterStateFault",
      "The primary cluster cannot be removed while the global cluster has secondaries.",
    );
  if (global.move)
    throw new AwsError(
      "InvalidGlobalClusterStateFault",
      `Global cluster ${global.id} is ${global.move.status}.`,
    );
  const cluster = clusterIn(environment.at(regionOf(arn, "")), arn);
  if (arn !== writer) {
    await world.clock.hold(world.databases.database(cluster.database)?.promote() ?? Promise.resolve());
    cluster.origin = { kind: "new" };
  }
  cluster.globalCluster = undefined;
  global.members = global.members.filter((member) => member !== arn);
  global.stale = global.stale.filter((stale) => stale.arn !== arn);
  return { GlobalCluster: describeGlobal(global) };
}

export function deleteGlobalCluster(
  environment: Environment,
  { GlobalClusterIdentifier }: Input<"rds", "DeleteGlobalCluster">,
): Output<"rds", "DeleteGlobalCluster"> {
  const global = globalIn(environment, GlobalClusterIdentifier);
  if (global.facts.DeletionProtection)
    throw invalidCombination("Cannot delete protected global cluster, please disable deletion protection.");
  if (global.members.length > 0)
    throw new AwsError("InvalidGlobalClusterStateFault", `Global Cluster ${global.id} is not empty`);
  environment.globals.delete(global.id);
  return { GlobalCluster: { ...describeGlobal(global), Status: "deleting" } };
}
