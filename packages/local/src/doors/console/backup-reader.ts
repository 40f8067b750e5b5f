import { reachIn } from "@signalbox/core/backup/catalogue/reach";
import type { Reader } from "@signalbox/core/backup/catalogue/read";
import type { Platform } from "@signalbox/core/platform/platform";
import { person } from "../../deploy/person.ts";
import type { World } from "../../world/world.ts";
import { itemsOf } from "./items.ts";

/** What a person reads of a region's backups. */
export function backupReader(world: World, { region, ledgerTable }: Platform): Reader {
  const caller = { region, principal: person };
  const at = (pk: string) => itemsOf(world, { region, table: ledgerTable, pk });
  return {
    get: (pk, sk, schema) => at(pk).get(sk, schema),
    query: (pk, prefix, schema) => at(pk).query(prefix, schema),
    reachOf: async (DBClusterIdentifier) => {
      const { DBClusters = [] } = await world.call(
        "rds",
        "DescribeDBClusters",
        { DBClusterIdentifier },
        caller,
      );
      return reachIn(DBClusters[0]);
    },
  };
}
