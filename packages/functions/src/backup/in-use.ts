import type { RecoveryPoint } from "@signalbox/core/backup/recovery-point";
import type { ledgerKeys } from "@signalbox/core/ledger/keys";
import { workLedgerOf } from "../aws/ledger.ts";
import { readLock, runs } from "../aws/lock.ts";
import type { FunctionContext } from "../context.ts";
import { placesOf } from "./places.ts";

type Work = Parameters<typeof ledgerKeys.work>;

/** Whether an execution that runs has the lease of such work. */
export async function isUnderWay(context: FunctionContext, ...work: Work): Promise<boolean> {
  const owner = (await readLock(workLedgerOf(context, ...work)))?.owner;
  return owner !== undefined && (await runs(context.aws.sfn, owner));
}

/**
 * Ids of those points that may be read just now: all of a class that is verified or whose target is restored, since a lease does
 * not say which of them, and those that are copied.
 */
export async function inUse(
  context: FunctionContext,
  id: string,
  points: readonly RecoveryPoint[],
): Promise<ReadonlySet<string>> {
  const target = id.slice(0, id.indexOf("/"));
  const works: readonly Work[] = [
    ["verify", id],
    ["restore", target],
    ["restore", "all"],
  ];
  for (const work of works)
    if (await isUnderWay(context, ...work)) return new Set(points.map((point) => point.id));
  const used = new Set<string>();
  for (const { id: point } of points)
    for (const { region } of placesOf(context).copies)
      if (await isUnderWay(context, "copy", `${region}#${point}`)) used.add(point);
  return used;
}
