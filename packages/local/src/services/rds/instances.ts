import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";
import { addTags, tagList } from "../tags.ts";
import { announce } from "./announce.ts";
import { point } from "./build.ts";
import type { Environment } from "./environment.ts";
import { invalidState } from "./errors.ts";
import { clusterIn, instanceIn, passes } from "./find.ts";
import { run } from "./job.ts";
import { identifier, idOf, rdsArn } from "./names.ts";
import type { Instance, RegionState } from "./state.ts";

/** An instance of a cluster; all of them are one PostgreSQL here. */
export function createDBInstance(
  environment: Environment,
  state: RegionState,
  input: Input<"rds", "CreateDBInstance">,
): Output<"rds", "CreateDBInstance"> {
  refuseUnsupported("CreateDBInstance", input, [
    "DBInstanceIdentifier",
    "DBClusterIdentifier",
    "DBInstanceClass",
    "Engine",
    "EngineVersion",
    "AvailabilityZone",
    "DBSubnetGroupName",
    "PubliclyAccessible",
    "PromotionTier",
    "AutoMinorVersionUpgrade",
    "CopyTagsToSnapshot",
    "CACertificateIdentifier",
    "MonitoringInterval",
    "MonitoringRoleArn",
    "EnablePerformanceInsights",
    "PerformanceInsightsKMSKeyId",
    "PerformanceInsightsRetentionPeriod",
    "Tags",
  ]);
  if (input.DBClusterIdentifier === undefined)
    throw unsupported("CreateDBInstance", "an instance without a cluster");
  const id = identifier("DBInstanceIdentifier", input.DBInstanceIdentifier);
  if (state.instances.has(id))
    throw new AwsError("DBInstanceAlreadyExistsFault", `DB instance already exists: ${id}`);
  const cluster = clusterIn(state, input.DBClusterIdentifier);
  if (["deleting", "failed", "cloning-failed"].includes(cluster.status))
    throw invalidState(`DB cluster ${cluster.id} is in state ${cluster.status}.`);
  const { world, random } = environment;
  const arn = rdsArn(state.region, world.account, "db", id);
  const { facts: shared } = cluster;
  const instance: Instance = {
    id,
    arn,
    cluster: cluster.id,
    status: "creating",
    tags: addTags(new Map(), input.Tags),
    facts: {
      DBInstanceIdentifier: id,
      DBInstanceArn: arn,
      DbiResourceId: `db-${random.hex(26).toUpperCase()}`,
      DBClusterIdentifier: cluster.id,
      DBInstanceClass: input.DBInstanceClass,
      Engine: shared.Engine,
      EngineVersion: shared.EngineVersion,
      MasterUsername: shared.MasterUsername,
      Endpoint: { Address: `${id}.${shared.Endpoint?.split(".cluster-")[1]}`, Port: shared.Port },
      InstanceCreateTime: new Date(world.clock.now()),
      AvailabilityZone: input.AvailabilityZone ?? `${state.region}a`,
      PromotionTier: input.PromotionTier ?? 1,
      PubliclyAccessible: input.PubliclyAccessible ?? false,
      AutoMinorVersionUpgrade: input.AutoMinorVersionUpgrade ?? true,
      CopyTagsToSnapshot: input.CopyTagsToSnapshot ?? false,
      CACertificateIdentifier: input.CACertificateIdentifier ?? "rds-ca-rsa2048-g1",
      MonitoringInterval: input.MonitoringInterval ?? 0,
      MonitoringRoleArn: input.MonitoringRoleArn,
      PerformanceInsightsEnabled: input.EnablePerformanceInsights ?? false,
      PerformanceInsightsKMSKeyId: input.PerformanceInsightsKMSKeyId,
      PerformanceInsightsRetentionPeriod: input.PerformanceInsightsRetentionPeriod,
      StorageEncrypted: shared.StorageEncrypted,
      KmsKeyId: shared.KmsKeyId,
      StorageType: "aurora",
      AllocatedStorage: 1,
      MultiAZ: false,
    },
  };
  state.instances.set(id, instance);
  boot(environment, state, instance);
  return { DBInstance: describeInstance(instance) };
}

/** Starts an instance, once its cluster has its data. */
export function boot(environment: Environment, state: RegionState, instance: Instance): void {
  const { world, timing, end } = environment;
  const clusterOf = () => state.clusters.get(instance.cluster);
  world.background(`start of ${instance.arn}`, async () => {
    await world.clock.sleep(timing.createInstance, end);
    while (clusterOf()?.status === "creating") await world.clock.sleep(1000, end);
    const cluster = clusterOf();
    if (!cluster || cluster.status === "deleting" || instance.status !== "creating") return;
    if (!world.databases.database(cluster.database)) {
      instance.status = "incompatible-restore";
      return;
    }
    instance.status = "available";
    point(environment, state, cluster);
    announce(environment, "instance", instance, "instanceCreated");
  });
}

export function describeDBInstances(
  state: RegionState,
  { DBInstanceIdentifier, Filters, MaxRecords = 100, Marker }: Input<"rds", "DescribeDBInstances">,
): Output<"rds", "DescribeDBInstances"> {
  const all =
    DBInstanceIdentifier === undefined
      ? [...state.instances.values()]
      : [instanceIn(state, DBInstanceIdentifier)];
  const wanted = all.filter(({ id, arn, cluster, facts }) =>
    passes("DescribeDBInstances", Filters, {
      "db-cluster-id": [cluster, state.clusters.get(cluster)?.arn],
      "db-instance-id": [id, arn],
      "dbi-resource-id": [facts.DbiResourceId],
      engine: [facts.Engine],
    }),
  );
  const { items, nextToken } = page(wanted, Marker, MaxRecords);
  return { DBInstances: items.map(describeInstance), ...(nextToken && { Marker: nextToken }) };
}

const describeInstance = ({ facts, status, tags }: Instance) => ({
  ...facts,
  DBInstanceStatus: status,
  TagList: tagList(tags),
});

export function deleteDBInstance(
  environment: Environment,
  state: RegionState,
  input: Input<"rds", "DeleteDBInstance">,
): Output<"rds", "DeleteDBInstance"> {
  refuseUnsupported("DeleteDBInstance", input, [
    "DBInstanceIdentifier",
    "SkipFinalSnapshot",
    "DeleteAutomatedBackups",
  ]);
  const instance = instanceIn(state, idOf(input.DBInstanceIdentifier));
  if (instance.status === "deleting")
    throw new AwsError("InvalidDBInstanceStateFault", `Instance ${instance.id} is already being deleted.`);
  instance.status = "deleting";
  const cluster = state.clusters.get(instance.cluster);
  if (cluster) point(environment, state, cluster);
  leave(environment, state, instance);
  return { DBInstance: describeInstance(instance) };
}

export function leave(environment: Environment, state: RegionState, instance: Instance): void {
  run(environment, `deletion of ${instance.arn}`, {
    takes: environment.timing.delete,
    work: async () => {},
    done: () => {
      state.instances.delete(instance.id);
      announce(environment, "instance", instance, "instanceDeleted");
    },
    failed: () => {},
  });
}
