import type { LedgerReader } from "@signalbox/core/ledger/reader";
import type { Platform } from "@signalbox/core/platform/platform";
import type { World } from "../../world/world.ts";
import { itemsOf } from "./items.ts";

/** A region's whole ledger, as a person reads it. */
export function ledgerReader(
  world: World,
  { region, ledgerTable: table }: Pick<Platform, "region" | "ledgerTable">,
): LedgerReader {
  return {
    get: (pk, sk, schema) => itemsOf(world, { region, table, pk }).get(sk, schema),
    query: (pk, prefix, schema) => itemsOf(world, { region, table, pk }).query(prefix, schema),
  };
}
