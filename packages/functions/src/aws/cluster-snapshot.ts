import {
  CopyDBClusterSnapshotCommand,
  CreateDBClusterSnapshotCommand,
  type DBClusterSnapshot,
  DescribeDBClusterSnapshotsCommand,
  type RDSClient,
} from "@aws-sdk/client-rds";
import { unplannedFailover } from "@signalbox/core/platform/names";
import { unless } from "./unless.ts";

/** A snapshot by its name, with RDS's word for it, such as `available`. */
export interface Snapshot {
  readonly name: string;
  readonly status: string;
}

/**
 * What RDS kept of a cluster that had been the primary, when it returned after an unplanned failover: an automated snapshot, which goes
 * with the time of automated ones. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html
 */
export async function readLostWrites(client: RDSClient, cluster: string): Promise<Snapshot[]> {
  const asked = { DBClusterIdentifier: cluster, SnapshotType: "automated" };
  const { DBClusterSnapshots = [] } = await client.send(new DescribeDBClusterSnapshotsCommand(asked));
  return DBClusterSnapshots.map(snapshotOf).filter(({ name }) =>
    name.startsWith(`rds:${unplannedFailover}-`),
  );
}

/** Undefined where there is none of the name. */
export async function readSnapshot(client: RDSClient, name: string): Promise<Snapshot | undefined> {
  const asked = new DescribeDBClusterSnapshotsCommand({ DBClusterSnapshotIdentifier: name });
  const found = await unless("DBClusterSnapshotNotFoundFault", client.send(asked));
  return found?.DBClusterSnapshots?.map(snapshotOf)[0];
}

/** Asks for a snapshot of a cluster as it is; nothing happens where there is one of the name. */
export async function takeSnapshot(client: RDSClient, cluster: string, name: string): Promise<void> {
  const wanted = { DBClusterIdentifier: cluster, DBClusterSnapshotIdentifier: name };
  await unless(alreadyThere, client.send(new CreateDBClusterSnapshotCommand(wanted)));
}

/** Copies a snapshot as one that stays until a person deletes it; nothing happens where the copy is there. */
export async function keepSnapshot(client: RDSClient, from: string, to: string): Promise<void> {
  const wanted = {
    SourceDBClusterSnapshotIdentifier: from,
    TargetDBClusterSnapshotIdentifier: to,
    CopyTags: true,
  };
  await unless(alreadyThere, client.send(new CopyDBClusterSnapshotCommand(wanted)));
}

const alreadyThere = "DBClusterSnapshotAlreadyExistsFault";

const snapshotOf = ({
  DBClusterSnapshotIdentifier = "",
  Status = "unknown",
}: DBClusterSnapshot): Snapshot => ({
  name: DBClusterSnapshotIdentifier,
  status: Status,
});
