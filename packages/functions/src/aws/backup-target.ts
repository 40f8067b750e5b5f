import { DescribeFileSystemsCommand } from "@aws-sdk/client-efs";
import { DescribeDBClustersCommand } from "@aws-sdk/client-rds";
import { GetBucketVersioningCommand } from "@aws-sdk/client-s3";
import { NamedError } from "@signalbox/core/error";
import type { Clients } from "./clients.ts";

/** A cluster that is changed, and one that makes a backup of its own, can be backed up. */
const readyClusters = ["available", "backing-up", "modifying", "maintenance"];

/** Throws `Backup.TargetNotReady`, with its state, unless AWS Backup would take the target as it is. */
export async function checkTarget(aws: Clients, arn: string): Promise<void> {
  const { state, ready } = await stateOf(aws, arn);
  if (!ready) throw new NamedError("Backup.TargetNotReady", `${arn} is ${state}`);
}

/** The newest moment that a cluster can be restored to, milliseconds since 1970; undefined where RDS names none. */
export async function readRestorableTime(aws: Clients, arn: string): Promise<number | undefined> {
  const asked = new DescribeDBClustersCommand({ DBClusterIdentifier: arn.slice(arn.lastIndexOf(":") + 1) });
  const found = await unlessGone(aws.rds.send(asked), "DBClusterNotFoundFault");
  return found?.DBClusters?.[0]?.LatestRestorableTime?.getTime();
}

async function stateOf(aws: Clients, arn: string): Promise<{ state: string; ready: boolean }> {
  const [, , service = "", , , kind = "", name = ""] = arn.split(":");
  switch (service) {
    case "rds": {
      const asked = new DescribeDBClustersCommand({ DBClusterIdentifier: name });
      const found = await unlessGone(aws.rds.send(asked), "DBClusterNotFoundFault");
      const state = found?.DBClusters?.[0]?.Status ?? "gone";
      return { state, ready: readyClusters.includes(state) };
    }
    case "elasticfilesystem": {
      const asked = new DescribeFileSystemsCommand({ FileSystemId: kind.split("/")[1] });
      const found = await unlessGone(aws.efs.send(asked), "FileSystemNotFound");
      const state = found?.FileSystems?.[0]?.LifeCycleState ?? "gone";
      return { state, ready: state === "available" || state === "updating" };
    }
    case "s3": {
      const found = await unlessGone(
        aws.s3.send(new GetBucketVersioningCommand({ Bucket: kind })),
        "NoSuchBucket",
      );
      if (!found) return { state: "gone", ready: false };
      // https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html: it backs up buckets with versions alone.
      return { state: "without versions", ready: found.Status === "Enabled" };
    }
    default:
      throw new Error(`${arn} is of no kind that is backed up`);
  }
}

const unlessGone = async <T>(answer: Promise<T>, name: string): Promise<T | undefined> =>
  await answer.catch((error: unknown) => {
    if (error instanceof Error && error.name === name) return undefined;
    throw error;
  });
