import { ClassSchedule } from "@signalbox/core/backup/schedule/started";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { classLedgerOf, getItem, putFirst } from "../aws/ledger.ts";
import type { FunctionContext } from "../context.ts";

/**
 * What the ledger says of a class's schedule. Whoever looks first, be it the sweep or the start of what is due, writes down
 * that the class is protected from now on: what watches for silence must not wait for what it watches.
 */
export async function scheduleOf(context: FunctionContext, id: string): Promise<ClassSchedule> {
  const ledger = classLedgerOf(context, id);
  const known = await getItem(ledger, ledgerKeys.schedule, ClassSchedule);
  if (known) return known;
  const first: ClassSchedule = { since: Math.floor(context.clock.now()) };
  if (await putFirst(ledger, ledgerKeys.schedule, first)) return first;
  return (await getItem(ledger, ledgerKeys.schedule, ClassSchedule)) ?? first;
}
