import { reachIn } from "@signalbox/core/backup/catalogue/reach";
import type { Reader } from "@signalbox/core/backup/catalogue/read";
import type { Platform } from "@signalbox/core/platform/platform";
import { unless } from "@signalbox/functions/aws/unless";
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
      // A cluster that was deleted can be had back from a point.
      const asked = world.call("rds", "DescribeDBClusters", { DBClusterIdentifier }, caller);
      const { DBClusters = [] } = (await unless("DBClusterNotFoundFault", asked)) ?? {};
      return reachIn(DBClusters[0]);
    },
  };
}
