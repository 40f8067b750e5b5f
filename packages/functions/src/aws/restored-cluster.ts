import {
  AddTagsToResourceCommand,
  CreateDBInstanceCommand,
  type DBCluster,
  DeleteDBClusterCommand,
  DeleteDBInstanceCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  ModifyDBClusterCommand,
  type RDSClient,
  RestoreDBClusterToPointInTimeCommand,
} from "@aws-sdk/client-rds";
import { unless } from "./unless.ts";

/** Where a cluster stands and how it is scaled: AWS takes the default network for a restored one that is told nothing. */
export type Placement = Pick<
  DBCluster,
  | "Engine"
  | "DBSubnetGroup"
  | "DBClusterParameterGroup"
  | "VpcSecurityGroups"
  | "ServerlessV2ScalingConfiguration"
>;

export async function readCluster(client: RDSClient, id: string): Promise<DBCluster | undefined> {
  const asked = new DescribeDBClustersCommand({ DBClusterIdentifier: id });
  const found = await unless("DBClusterNotFoundFault", client.send(asked));
  return found?.DBClusters?.[0];
}

/** RDS's word for an instance, such as `available`; undefined where there is none. */
export async function readInstance(client: RDSClient, id: string): Promise<string | undefined> {
  const asked = new DescribeDBInstancesCommand({ DBInstanceIdentifier: id });
  const found = await unless("DBInstanceNotFoundFault", client.send(asked));
  return found?.DBInstances?.[0]?.DBInstanceStatus;
}

export const groupsOf = ({ VpcSecurityGroups = [] }: Placement): string[] =>
  VpcSecurityGroups.flatMap(({ VpcSecurityGroupId: id }) => (id === undefined ? [] : [id]));

/**
 * Makes another cluster as `source` was at a moment, in milliseconds since 1970, or a clone of it as it is; nothing happens where
 * it is there.
 */
export async function restoreToMoment(
  client: RDSClient,
  {
    id,
    source,
    at,
    placement,
  }: {
    readonly id: string;
    readonly source: string;
    readonly at: number | "clone";
    readonly placement: Placement;
  },
): Promise<void> {
  const wanted = {
    DBClusterIdentifier: id,
    SourceDBClusterIdentifier: source,
    ...(at === "clone"
      ? { RestoreType: "copy-on-write", UseLatestRestorableTime: true }
      : { RestoreToTime: new Date(at) }),
    DBSubnetGroupName: placement.DBSubnetGroup,
    DBClusterParameterGroupName: placement.DBClusterParameterGroup,
    VpcSecurityGroupIds: groupsOf(placement),
    ServerlessV2ScalingConfiguration: scalingOf(placement),
    DeletionProtection: false,
  };
  await unless("DBClusterAlreadyExistsFault", client.send(new RestoreDBClusterToPointInTimeCommand(wanted)));
}

/** Gives a restored cluster the present password, the scaling of the one that it was, and its tags, which come last. */
export async function prepareCluster(
  client: RDSClient,
  {
    id,
    arn,
    password,
    placement,
    tags,
  }: {
    readonly id: string;
    readonly arn: string;
    readonly password: string;
    readonly placement: Placement;
    readonly tags: Readonly<Record<string, string>>;
  },
): Promise<void> {
  await client.send(
    new ModifyDBClusterCommand({
      DBClusterIdentifier: id,
      MasterUserPassword: password,
      ServerlessV2ScalingConfiguration: scalingOf(placement),
      DeletionProtection: false,
      ApplyImmediately: true,
    }),
  );
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  await client.send(new AddTagsToResourceCommand({ ResourceName: arn, Tags }));
}

/** Gives a cluster an instance: a restored one has none. Nothing happens where it is there. */
export async function addInstance(
  client: RDSClient,
  {
    id,
    cluster,
    engine,
    tags,
  }: {
    readonly id: string;
    readonly cluster: string;
    readonly engine: string;
    readonly tags: Readonly<Record<string, string>>;
  },
): Promise<void> {
  const wanted = {
    DBInstanceIdentifier: id,
    DBClusterIdentifier: cluster,
    DBInstanceClass: "db.serverless",
    Engine: engine,
    PubliclyAccessible: false,
    AutoMinorVersionUpgrade: false,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
  await unless("DBInstanceAlreadyExistsFault", client.send(new CreateDBInstanceCommand(wanted)));
}

/** Deletes an instance; one that is gone, or goes, is left. */
export async function deleteInstance(client: RDSClient, id: string): Promise<void> {
  const asked = new DeleteDBInstanceCommand({ DBInstanceIdentifier: id, SkipFinalSnapshot: true });
  await unless("DBInstanceNotFoundFault", unless("InvalidDBInstanceStateFault", client.send(asked)));
}

/** Deletes a cluster without a last snapshot; one that is gone, or in a state in which it cannot be deleted yet, is left. */
export async function deleteCluster(
  client: RDSClient,
  { DBClusterIdentifier: id, DeletionProtection }: DBCluster,
): Promise<void> {
  if (DeletionProtection)
    await client.send(
      new ModifyDBClusterCommand({
        DBClusterIdentifier: id,
        DeletionProtection: false,
        ApplyImmediately: true,
      }),
    );
  const asked = new DeleteDBClusterCommand({ DBClusterIdentifier: id, SkipFinalSnapshot: true });
  await unless("DBClusterNotFoundFault", unless("InvalidDBClusterStateFault", client.send(asked)));
}

const scalingOf = ({ ServerlessV2ScalingConfiguration: scaling }: Placement) =>
  scaling && { MinCapacity: scaling.MinCapacity, MaxCapacity: scaling.MaxCapacity };
