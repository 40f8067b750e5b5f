import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import { backupDatabase } from "../rds/names.ts";
import type { Principal } from "../service.ts";
import { type BackedUpResource, memberOf } from "./backed-up-resource.ts";
import { parsed } from "./parsed.ts";
import { asBackup, asRole, regionOf } from "./principals.ts";
import { invalidValue } from "./vault.ts";

/** How often RDS is asked whether it is done. Milliseconds. */
const pollMs = 1_000;

/** A table that every Open WebUI has, to be damaged. */
const table = "chat";

/** Aurora: points are RDS's own snapshots, made, copied and restored through RDS as the role. */
export function clusterResource(world: World, stopped: AbortSignal): BackedUpResource {
  const snapshotArn = (region: string, content: string): string =>
    `arn:aws:rds:${region}:${world.account}:cluster-snapshot:${content}`;
  const snapshotState = async (content: string, region: string, principal: Principal) => {
    const caller = { region, principal };
    const wanted = { DBClusterSnapshotIdentifier: content };
    const found = await world.call("rds", "DescribeDBClusterSnapshots", wanted, caller).catch(whereNone);
    return found?.DBClusterSnapshots?.[0]?.Status;
  };
  const finished = async (content: string, region: string, principal: Principal): Promise<void> => {
    for (;;) {
      const state = await snapshotState(content, region, principal);
      if (state === "available") return;
      if (state !== "creating" && state !== "copying")
        throw new AwsError("Failed", `the snapshot ${content} is ${state ?? "gone"}`);
      await world.clock.sleep(pollMs, stopped);
    }
  };
  return {
    type: "Aurora",
    owns: (arn) => /^arn:aws:rds:[^:]+:\d+:cluster:/.test(arn),
    find: async (arn) => {
      const caller = { region: regionOf(arn), principal: asBackup };
      const wanted = { DBClusterIdentifier: arn };
      const found = await world.call("rds", "DescribeDBClusters", wanted, caller).catch(whereNone);
      const cluster = found?.DBClusters?.[0];
      if (cluster?.Status !== "available") return undefined;
      const optional = {
        DBSubnetGroupName: cluster.DBSubnetGroup,
        DBClusterParameterGroupName: cluster.DBClusterParameterGroup,
        KmsKeyId: cluster.KmsKeyId,
      };
      return {
        encryption: { keyArn: cluster.StorageEncrypted ? cluster.KmsKeyId : undefined },
        metadata: {
          DBClusterIdentifier: cluster.DBClusterIdentifier ?? "",
          Engine: cluster.Engine ?? "",
          ...Object.fromEntries(
            Object.entries(optional).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
          ),
        },
      };
    },
    point: ({ region, job, id }) => {
      const content = `awsbackup:${job}-${id}`;
      return { arn: snapshotArn(region, content), content };
    },
    keep: async ({ resourceArn, content, region, roleArn }) => {
      const principal = asRole(roleArn);
      await world
        .call(
          "rds",
          "CreateDBClusterSnapshot",
          { DBClusterIdentifier: resourceArn.split(":").at(-1), DBClusterSnapshotIdentifier: content },
          { region, principal },
        )
        .catch(whereOne);
      await finished(content, region, principal);
      return { sizeBytes: await world.databases.snapshotBytes(backupDatabase(content)) };
    },
    copy: async ({ content, region, roleArn, from, keyArn }) => {
      const principal = asRole(roleArn);
      await world
        .call(
          "rds",
          "CopyDBClusterSnapshot",
          {
            SourceDBClusterSnapshotIdentifier: snapshotArn(from.region, from.content),
            TargetDBClusterSnapshotIdentifier: content,
            KmsKeyId: keyArn,
          },
          { region, principal },
        )
        .catch(whereOne);
      await finished(content, region, principal);
    },
    restore: async ({ content, region, roleArn, metadata, isAgain }) => {
      const caller = { region, principal: asRole(roleArn) };
      const DBClusterIdentifier = memberOf(metadata, "DBClusterIdentifier");
      const groups = groupsOf(metadata);
      const wanted = {
        DBClusterIdentifier,
        SnapshotIdentifier: snapshotArn(region, content),
        Engine: memberOf(metadata, "Engine"),
        DBSubnetGroupName: memberOf(metadata, "DBSubnetGroupName"),
        DBClusterParameterGroupName: memberOf(metadata, "DBClusterParameterGroupName"),
        KmsKeyId: memberOf(metadata, "KmsKeyId"),
        VpcSecurityGroupIds: groups,
      };
      await world.call("rds", "RestoreDBClusterFromSnapshot", wanted, caller).catch((error: unknown) => {
        const isThere = error instanceof AwsError && error.name === "DBClusterAlreadyExistsFault";
        if (!isThere || !isAgain) throw error;
      });
      for (;;) {
        const found = await world.call("rds", "DescribeDBClusters", { DBClusterIdentifier }, caller);
        const { Status: status, DBClusterArn = "" } = found.DBClusters?.[0] ?? {};
        if (status === "available") return DBClusterArn;
        if (status !== "creating") throw new AwsError("Failed", `the restored cluster is ${status}`);
        await world.clock.sleep(pollMs, stopped);
      }
    },
    checkMetadata: (metadata) => {
      for (const name of ["DBClusterIdentifier", "Engine"])
        if (memberOf(metadata, name) === undefined)
          throw invalidValue(`Restore metadata of Aurora must have ${name}`);
      groupsOf(metadata);
    },
    sizeBytes: (content) => world.databases.snapshotBytes(backupDatabase(content)),
    forget: async (content, region) => {
      // RDS deletes no snapshot that it still makes.
      const isMade = (state: string | undefined): boolean => state !== "creating" && state !== "copying";
      while (!isMade(await snapshotState(content, region, asBackup)))
        await world.clock.sleep(pollMs, stopped);
      await world
        .call(
          "rds",
          "DeleteDBClusterSnapshot",
          { DBClusterSnapshotIdentifier: content },
          { region, principal: asBackup },
        )
        .catch(whereNone);
    },
    damage: async (content, harm) => {
      const snapshot = backupDatabase(content);
      if (harm === "empty") await world.databases.harm({ kind: "empty", snapshot });
      if (harm === "truncated-file") await world.databases.harm({ kind: "truncate", snapshot, table });
      if (harm === "changed-content") await world.databases.harm({ kind: "corrupt-page", snapshot, table });
    },
  };
}

/** A list in JSON. */
function groupsOf(metadata: Readonly<Record<string, string>>): string[] | undefined {
  const text = memberOf(metadata, "VpcSecurityGroupIds");
  if (text === undefined) return undefined;
  const groups = parsed(text);
  if (!Array.isArray(groups) || !groups.every((group) => typeof group === "string"))
    throw invalidValue(`VpcSecurityGroupIds is no list of security groups: ${text}`);
  return groups;
}

function whereNone(error: unknown): undefined {
  if (error instanceof AwsError && /NotFoundFault$/.test(error.name)) return undefined;
  throw error;
}

/** One of an attempt before. */
function whereOne(error: unknown): undefined {
  if (error instanceof AwsError && error.name === "DBClusterSnapshotAlreadyExistsFault") return undefined;
  throw error;
}
