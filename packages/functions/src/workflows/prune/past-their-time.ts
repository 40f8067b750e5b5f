import { pointsFrom } from "@signalbox/core/backup/recovery-point";
import { type Pruning, prunable } from "@signalbox/core/backup/retention/prunable";
import { stillHeld } from "@signalbox/core/backup/still-held";
import type { Permission } from "@signalbox/core/workflow/allow";
import { classLedgerOf } from "../../aws/ledger.ts";
import { readPointRecords } from "../../aws/point-records.ts";
import { lockedDaysOf } from "../../aws/vault-points.ts";
import { readExecution, readLedger } from "../../backup/allow.ts";
import { inUse } from "../../backup/in-use.ts";
import { heldIn, readVaults, vaultsOf } from "../../backup/vaults.ts";
import type { StepContext } from "../../context.ts";

/** What of a class may be deleted now, by the ledger, the leases and what the vaults really hold. */
export async function pastTheirTime(context: StepContext, id: string): Promise<Pruning> {
  const vaults = vaultsOf(context);
  const told = pointsFrom(await readPointRecords(classLedgerOf(context, id))).values();
  const points = stillHeld(told, await heldIn(vaults));
  const locks: number[] = [];
  for (const { backup, name } of vaults) locks.push((await lockedDaysOf(backup, name)) ?? 0);
  const lockedDays = Math.max(...locks);
  const past = prunable(points, { now: context.clock.now(), inUse: new Set(), lockedDays });
  // Leases are asked for few points: those that would go.
  const used = await inUse(context, id, past.delete);
  return prunable(points, { now: context.clock.now(), inUse: used, lockedDays });
}

/** What `pastTheirTime` calls. */
export const looks: readonly Permission[] = [readLedger, readExecution, ...readVaults];
