import { DescribeDBClustersCommand } from "@aws-sdk/client-rds";
import type { Catalogue } from "@signalbox/core/backup/catalogue/entries";
import { reachIn } from "@signalbox/core/backup/catalogue/reach";
import { type Reader, readCatalogue, readPoints } from "@signalbox/core/backup/catalogue/read";
import { pointsFrom, type RecoveryPoint } from "@signalbox/core/backup/recovery-point";
import type { BackupPlaces, Restorable } from "@signalbox/core/platform/backup-places";
import { unless } from "@signalbox/functions/aws/unless";
import { type Cloud, connectDatabases } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import { ledgerReader } from "../ledger/read.ts";
import { UserError } from "../user-error.ts";

/** The catalogue of a deployment at `now`, in milliseconds since 1970. */
export const readBackups = (cloud: Cloud, deployment: Deployment, now: number): Promise<Catalogue> =>
  readCatalogue(
    readerOf(cloud, deployment),
    { places: placesIn(deployment), makes: deployment.role === "primary" },
    now,
  );

/** Every point of a target, of every class and region. */
export async function readTargetPoints(
  cloud: Cloud,
  deployment: Deployment,
  target: Restorable,
): Promise<readonly RecoveryPoint[]> {
  const records = await readPoints(readerOf(cloud, deployment), placesIn(deployment), target);
  return [...pointsFrom(records).values()];
}

/** Where a deployment's backups are. Throws a UserError where it makes none. */
export function placesIn({ backup, region, stage }: Deployment): BackupPlaces {
  if (backup) return backup;
  throw new UserError(
    `nothing is backed up in ${region}`,
    `the stage ${stage} has neither database nor files there`,
    "--region names another region",
  );
}

function readerOf(cloud: Cloud, deployment: Deployment): Reader {
  const rds = connectDatabases(cloud.target);
  return {
    ...ledgerReader({ cloud, deployment }),
    reachOf: async (DBClusterIdentifier) => {
      // A cluster that was deleted can be had back from a point.
      const asked = rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier }));
      const { DBClusters = [] } = (await unless("DBClusterNotFoundFault", asked)) ?? {};
      return reachIn(DBClusters[0]);
    },
  };
}
