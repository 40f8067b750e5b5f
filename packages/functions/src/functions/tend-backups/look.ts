import type { HeldPoint } from "@signalbox/core/backup/held-point";
import { type PointRecord, pointsFrom } from "@signalbox/core/backup/recovery-point";
import { ClassSchedule } from "@signalbox/core/backup/schedule/started";
import type { Seen } from "@signalbox/core/backup/tend/chore";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { classLedgerOf, getItem } from "../../aws/ledger.ts";
import { readLock, runs } from "../../aws/lock.ts";
import { readPointRecords } from "../../aws/point-records.ts";
import { isUnderWay } from "../../backup/in-use.ts";
import { classIds, placesOf } from "../../backup/places.ts";
import { pointsIn, vaultsOf } from "../../backup/vaults.ts";
import type { FunctionContext } from "../../context.ts";

export interface Looked {
  readonly seen: Seen;
  /** Since when each configured class is known. */
  readonly since: ReadonlyMap<string, number>;
}

/** What is there. The ledger is read first: what it knows by then, the vaults must hold. */
export async function look(context: FunctionContext): Promise<Looked> {
  const records: PointRecord[] = [];
  const since = new Map<string, number>();
  const making = new Set<string>();
  const verifying = new Set<string>();
  for (const id of classIds(placesOf(context))) {
    const ledger = classLedgerOf(context, id);
    const owner = (await readLock(ledger))?.owner;
    if (owner !== undefined && (await runs(context.aws.sfn, owner))) making.add(id);
    if (await isUnderWay(context, "verify", id)) verifying.add(id);
    const schedule = await getItem(ledger, ledgerKeys.schedule, ClassSchedule);
    if (schedule) since.set(id, schedule.since);
    records.push(...(await readPointRecords(ledger)));
  }
  const seen: Seen = {
    now: Math.floor(context.clock.now()),
    recorded: new Set(records.map(({ id }) => id)),
    points: [...pointsFrom(records).values()],
    held: await heldNow(context),
    making,
    verifying,
  };
  return { seen, since };
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
