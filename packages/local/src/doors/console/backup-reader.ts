import { reachIn } from "@signalbox/core/backup/catalogue/reach";
import type { Reader } from "@signalbox/core/backup/catalogue/read";
import type { Platform } from "@signalbox/core/platform/platform";
import { unless } from "@signalbox/functions/aws/unless";
import { person } from "../../deploy/person.ts";
import type { World } from "../../world/world.ts";
import { ledgerReader } from "./ledger-reader.ts";

/** What a person reads of a region's backups. */
export function backupReader(world: World, platform: Platform): Reader {
  const caller = { region: platform.region, principal: person };
  return {
    ...ledgerReader(world, platform),
    reachOf: async (DBClusterIdentifier) => {
      // A cluster that was deleted can be had back from a point.
      const asked = world.call("rds", "DescribeDBClusters", { DBClusterIdentifier }, caller);
      const { DBClusters = [] } = (await unless("DBClusterNotFoundFault", asked)) ?? {};
      return reachIn(DBClusters[0]);
    },
  };
}
