import type { Tag } from "@aws-sdk/client-rds";
import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { addTags, tagList } from "../tags.ts";
import { announce } from "./announce.ts";
import type { Environment } from "./environment.ts";
import { snapshotNotAvailable } from "./errors.ts";
import { clusterIn, mustBeAvailable, passes, snapshotIn } from "./find.ts";
import { run } from "./job.ts";
import { backupDatabase, identifier, idOf, isAutomated, isBackup, rdsArn } from "./names.ts";
import type { Cluster, RegionState, Snapshot } from "./state.ts";

/** Of a region: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_Limits.html */
const mostSnapshots = 100;

export function createDBClusterSnapshot(
  environment: Environment,
  state: RegionState,
  input: Input<"rds", "CreateDBClusterSnapshot">,
): Output<"rds", "CreateDBClusterSnapshot"> {
  const cluster = clusterIn(state, input.DBClusterIdentifier);
  mustBeAvailable(cluster);
  const { DBClusterSnapshotIdentifier, Tags = [] } = input;
  if (isAutomated(DBClusterSnapshotIdentifier))
    identifier("DBClusterSnapshotIdentifier", DBClusterSnapshotIdentifier);
  return {
    DBClusterSnapshot: describeSnapshot(
      newSnapshot(environment, state, cluster, DBClusterSnapshotIdentifier, Tags),
    ),
  };
}

export function newSnapshot(
  environment: Environment,
  state: RegionState,
  cluster: Cluster,
  given: string | undefined,
  tags: readonly Tag[],
): Snapshot {
  const { facts } = cluster;
  const inherited = facts.CopyTagsToSnapshot ? tagList(cluster.tags) : [];
  const snapshot = addSnapshot(environment, state, given, {
    source: { kind: "database", name: cluster.database },
    tags: [...inherited, ...tags],
    facts: {
      DBClusterIdentifier: cluster.id,
      DbClusterResourceId: facts.DbClusterResourceId,
      ClusterCreateTime: facts.ClusterCreateTime,
      Engine: facts.Engine,
      EngineVersion: facts.EngineVersion,
      EngineMode: facts.EngineMode,
      MasterUsername: facts.MasterUsername,
      Port: facts.Port,
      StorageEncrypted: facts.StorageEncrypted,
      KmsKeyId: facts.KmsKeyId,
      AvailabilityZones: facts.AvailabilityZones,
      IAMDatabaseAuthenticationEnabled: facts.IAMDatabaseAuthenticationEnabled,
      LicenseModel: "postgresql-license",
      StorageType: "aurora",
      VpcId: "vpc-local",
    },
  });
  announce(environment, "snapshot", snapshot, isAutomated(snapshot.id) ? "automatedBegun" : "snapshotBegun");
  take(environment, state, snapshot);
  return snapshot;
}

/** Adds a snapshot that is about to be made to the region. */
export function addSnapshot(
  { world, random }: Environment,
  state: RegionState,
  given: string | undefined,
  made: {
    readonly source: Snapshot["source"];
    readonly tags: readonly Tag[];
    readonly facts: Snapshot["facts"];
  },
): Snapshot {
  const id = isBackup(given) || isAutomated(given) ? given : identifier("DBClusterSnapshotIdentifier", given);
  if (state.snapshots.has(id))
    throw new AwsError(
      "DBClusterSnapshotAlreadyExistsFault",
      `Cannot create the cluster snapshot because one with the identifier ${id} already exists.`,
    );
  const manual = [...state.snapshots.values()].filter(({ facts }) => facts.SnapshotType === "manual");
  if (!isBackup(id) && !isAutomated(id) && manual.length >= mostSnapshots)
    throw new AwsError(
      "SnapshotQuotaExceededFault",
      "Cannot create more than the allowed number of manual cluster snapshots.",
    );
  const arn = rdsArn(state.region, world.account, "cluster-snapshot", id);
  const snapshot: Snapshot = {
    id,
    arn,
    database: isBackup(id) ? backupDatabase(id) : `snapshot-${random.hex(26)}`,
    source: made.source,
    status: "creating",
    progress: 0,
    tags: addTags(new Map(), made.tags),
    facts: {
      ...made.facts,
      DBClusterSnapshotIdentifier: id,
      DBClusterSnapshotArn: arn,
      SnapshotCreateTime: new Date(world.clock.now()),
      SnapshotType: isBackup(id) ? "awsbackup" : isAutomated(id) ? "automated" : "manual",
      AllocatedStorage: 1,
    },
  };
  state.snapshots.set(id, snapshot);
  return snapshot;
}

/** Makes the snapshot, from a database or from another snapshot. */
export function take(environment: Environment, state: RegionState, snapshot: Snapshot): void {
  const { world, timing } = environment;
  const { source, database } = snapshot;
  run(environment, `making of ${snapshot.arn}`, {
    takes: source.kind === "database" ? timing.snapshot : timing.copy,
    progress: (percent) => {
      snapshot.progress = percent;
    },
    work: async () => {
      await world.databases.remove(database);
      if (source.kind === "database") await world.databases.snapshot(database, source.name);
      else await world.databases.copySnapshot(database, source.name);
    },
    done: () => {
      snapshot.progress = 100;
      snapshot.status = "available";
      // One that was deleted meanwhile.
      if (state.snapshots.get(snapshot.id) !== snapshot) void world.databases.remove(database);
      else if (source.kind === "database")
        announce(
          environment,
          "snapshot",
          snapshot,
          isAutomated(snapshot.id) ? "automatedMade" : "snapshotMade",
        );
    },
    failed: () => {
      snapshot.status = "failed";
    },
  });
}

export function describeDBClusterSnapshots(
  state: RegionState,
  input: Input<"rds", "DescribeDBClusterSnapshots">,
): Output<"rds", "DescribeDBClusterSnapshots"> {
  const { DBClusterSnapshotIdentifier, DBClusterIdentifier, DbClusterResourceId, SnapshotType } = input;
  const all =
    DBClusterSnapshotIdentifier === undefined
      ? [...state.snapshots.values()]
      : [snapshotIn(state, DBClusterSnapshotIdentifier)];
  const wanted = all.filter(
    ({ id, facts }) =>
      (DBClusterIdentifier === undefined || facts.DBClusterIdentifier === idOf(DBClusterIdentifier)) &&
      (DbClusterResourceId === undefined || facts.DbClusterResourceId === DbClusterResourceId) &&
      (SnapshotType === undefined || facts.SnapshotType === SnapshotType) &&
      passes("DescribeDBClusterSnapshots", input.Filters, {
        "db-cluster-id": [facts.DBClusterIdentifier],
        "db-cluster-snapshot-id": [id],
        "snapshot-type": [facts.SnapshotType],
        engine: [facts.Engine],
      }),
  );
  const { items, nextToken } = page(wanted, input.Marker, input.MaxRecords ?? 100);
  return { DBClusterSnapshots: items.map(describeSnapshot), ...(nextToken && { Marker: nextToken }) };
}

export const describeSnapshot = ({ facts, status, progress, tags }: Snapshot) => ({
  ...facts,
  Status: status,
  PercentProgress: Math.round(progress),
  TagList: tagList(tags),
});

export function deleteDBClusterSnapshot(
  { world }: Environment,
  state: RegionState,
  { DBClusterSnapshotIdentifier }: Input<"rds", "DeleteDBClusterSnapshot">,
): Output<"rds", "DeleteDBClusterSnapshot"> {
  const snapshot = snapshotIn(state, DBClusterSnapshotIdentifier);
  if (!["available", "failed"].includes(snapshot.status))
    throw snapshotNotAvailable(snapshot.id, snapshot.status);
  state.snapshots.delete(snapshot.id);
  world.background(`deletion of ${snapshot.arn}`, () =>
    world.clock.hold(world.databases.remove(snapshot.database)),
  );
  return { DBClusterSnapshot: { ...describeSnapshot(snapshot), Status: "deleted" } };
}
