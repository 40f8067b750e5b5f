import { forgottenAt, PointRecord } from "@signalbox/core/backup/point-record";
import type { PointRecord as Told } from "@signalbox/core/backup/recovery-point";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { type Ledger, putFirst, putItem, queryItems } from "./ledger.ts";

/** What the ledger says of the points of its class. */
export const readPointRecords = (ledger: Ledger): Promise<Told[]> =>
  queryItems(ledger, ledgerKeys.points, PointRecord);

/** Writes one record of a point; that it is already there changes nothing. */
export async function recordPoint(ledger: Ledger, record: Told, expiresAt?: number): Promise<void> {
  await putFirst(ledger, ledgerKeys.point(record.id, record.kind), {
    ...record,
    expires: forgottenAt(expiresAt),
  });
}

/** Writes a record in place of one that says the same of the point: of two verdicts the later counts. */
export async function retellPoint(ledger: Ledger, record: Told, expiresAt?: number): Promise<void> {
  await putItem(ledger, ledgerKeys.point(record.id, record.kind), {
    ...record,
    expires: forgottenAt(expiresAt),
  });
}
