import type { HeldPoint } from "@signalbox/core/backup/held-point";
import { type PointRecord, pointsFrom } from "@signalbox/core/backup/recovery-point";
import type { Seen } from "@signalbox/core/backup/tend/chore";
import type { PlacedClass } from "@signalbox/core/platform/backup-places";
import { classLedgerOf } from "../../aws/ledger.ts";
import { readLock, runs } from "../../aws/lock.ts";
import { readPointRecords } from "../../aws/point-records.ts";
import { isUnderWay } from "../../backup/in-use.ts";
import { classIds, placesOf } from "../../backup/places.ts";
import { scheduleOf } from "../../backup/schedule-of.ts";
import { pointsIn, vaultsOf } from "../../backup/vaults.ts";
import type { FunctionContext } from "../../context.ts";

export interface Looked {
  readonly seen: Seen;
  /** The configured classes, and when each was first seen. */
  readonly classes: readonly { readonly of: PlacedClass; readonly since: number }[];
}

/** What is there. The ledger is read first: what it knows by then, the vaults must hold. */
export async function look(context: FunctionContext): Promise<Looked> {
  const records: PointRecord[] = [];
  const classes: Looked["classes"][number][] = [];
  const making = new Set<string>();
  const verifying = new Set<string>();
  for (const id of classIds(placesOf(context))) {
    const ledger = classLedgerOf(context, id);
    const owner = (await readLock(ledger))?.owner;
    if (owner !== undefined && (await runs(context.aws.sfn, owner))) making.add(id);
    if (await isUnderWay(context, "verify", id)) verifying.add(id);
    records.push(...(await readPointRecords(ledger)));
  }
  for (const of of placesOf(context).classes)
    classes.push({ of, since: (await scheduleOf(context, of.id)).since });
  const seen: Seen = {
    now: Math.floor(context.clock.now()),
    recorded: new Set(records.map(({ id }) => id)),
    points: [...pointsFrom(records).values()],
    held: await heldNow(context),
    making,
    verifying,
  };
  return { seen, classes };
}

/** Of another region that does not answer nothing is concluded: this one's backups go on. */
async function heldNow(context: FunctionContext): Promise<ReadonlyMap<string, readonly HeldPoint[]>> {
  const held = new Map<string, readonly HeldPoint[]>();
  for (const vault of vaultsOf(context))
    try {
      held.set(vault.region, await pointsIn(vault));
    } catch (error) {
      if (vault.region === context.platform.region) throw error;
      context.log.warn("a vault could not be listed", { region: vault.region, error });
    }
  return held;
}
