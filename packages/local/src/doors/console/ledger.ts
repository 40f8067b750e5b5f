import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Act, Decision, Lock, Report, Run, Token } from "@signalbox/core/ledger/records";
import type { Platform } from "@signalbox/core/platform/platform";
import type { World } from "../../world/world.ts";
import { itemsOf } from "./items.ts";

/** The ledger of one group, as a person reads it, or what belongs to no group. */
export function ledgerOf(world: World, { region, ledgerTable: table }: Platform, group: string | undefined) {
  const pk = group === undefined ? ledgerKeys.allGroups : ledgerKeys.group(group);
  const { get, query } = itemsOf(world, { region, table, pk });
  return {
    lock: () => get(ledgerKeys.lock, Lock),
    run: (run: string) => get(ledgerKeys.run(run), Run),
    refused: (run: string) => get(ledgerKeys.refused(run), Report),
    runs: () => query(ledgerKeys.runs, Run),
    token: (run: string) => get(ledgerKeys.token(run), Token),
    acts: (run: string) => query(ledgerKeys.acts(run), Act),
    decisions: (run: string) => query(ledgerKeys.decisions(run), Decision),
  };
}

export type Ledger = ReturnType<typeof ledgerOf>;
