import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { SetRecord, type SetReport } from "@signalbox/core/release/set/report";
import type { ReleaseSet } from "@signalbox/core/release/set/set";
import type { FunctionContext } from "../context.ts";
import { getItem, type Ledger, ledgerOf, putFirst, putItem, updateItem } from "./ledger.ts";

type In = Pick<FunctionContext, "aws" | "platform">;

/** Where the ledger's items of one set are, in the region that the set was started in. */
export const setLedgerOf = (context: In, run: string): Ledger => ({
  ...ledgerOf(context, ""),
  pk: ledgerKeys.set(run),
});

/** Where the lease is by which a group is in one set at a time. */
export const setLeaseOf = (context: In, group: string): Ledger => ({
  ...ledgerOf(context, ""),
  pk: ledgerKeys.setsOf(group),
});

export const readSet = (context: In, run: string): Promise<SetRecord | undefined> =>
  getItem(setLedgerOf(context, run), ledgerKeys.run(run), SetRecord);

/** Writes the record of a set that begins; a second call changes nothing. */
export async function beginSet(context: In, set: ReleaseSet): Promise<void> {
  const record: SetRecord = { set, opened: {} };
  await putFirst(setLedgerOf(context, set.run), ledgerKeys.run(set.run), record);
}

/**
 * Marks a barrier as opened; who finds it marked lets go on whoever still waits there. Answers whether it is: with `unless`, not
 * where that is marked.
 */
export async function markOpened(
  context: In,
  run: string,
  barrier: string,
  at: string,
  unless?: string,
): Promise<boolean> {
  return await updateItem(setLedgerOf(context, run), ledgerKeys.run(run), {
    UpdateExpression: "SET #opened.#barrier = if_not_exists(#opened.#barrier, :at)",
    ConditionExpression: `attribute_exists(#opened)${unless === undefined ? "" : " AND attribute_not_exists(#opened.#unless)"}`,
    ExpressionAttributeNames: {
      "#opened": "opened",
      "#barrier": barrier,
      ...(unless !== undefined && { "#unless": unless }),
    },
    ExpressionAttributeValues: { ":at": at },
  });
}

/** Writes a set anew whose waves have become one. */
export async function joinSet(context: In, set: ReleaseSet): Promise<void> {
  await updateItem(setLedgerOf(context, set.run), ledgerKeys.run(set.run), {
    UpdateExpression: "SET #set = :set",
    ConditionExpression: "attribute_exists(#set) AND attribute_not_exists(#set.#cutover)",
    ExpressionAttributeNames: { "#set": "set", "#cutover": "cutover" },
    ExpressionAttributeValues: { ":set": set },
  });
}

/** Adds the report, also of a set that was refused before it was recorded. */
export async function reportSet(context: In, report: SetReport): Promise<void> {
  const { run } = report;
  const ledger = setLedgerOf(context, run);
  const added = await updateItem(ledger, ledgerKeys.run(run), {
    UpdateExpression: "SET #report = :report",
    ConditionExpression: "attribute_exists(#set)",
    ExpressionAttributeNames: { "#report": "report", "#set": "set" },
    ExpressionAttributeValues: { ":report": report },
  });
  if (!added) await putItem(ledger, ledgerKeys.refused(run), report);
}
