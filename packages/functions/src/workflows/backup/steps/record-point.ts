import { BackupRun } from "@signalbox/core/backup/run/run";
import { z } from "zod";
import { classLedgerOf } from "../../../aws/ledger.ts";
import { recordPoint as record } from "../../../aws/point-records.ts";
import { readVaultPoint } from "../../../aws/recovery-point.ts";
import { readLedger, readPoint, writeLedger } from "../../../backup/allow.ts";
import { insistOnLease } from "../../../backup/lease.ts";
import { placesOf } from "../../../backup/places.ts";
import { step } from "../../../step.ts";

export const recordPoint = step({
  name: "RecordPoint",
  description:
    "Writes into the ledger that the point was made, what moment it holds, and when AWS deletes it.",
  input: z.strictObject({ run: BackupRun, point: z.string() }),
  output: z.strictObject({ point: z.string() }),
  allow: [readLedger, writeLedger, readPoint],
  run: async ({ run, point }, context) => {
    await insistOnLease(context, classLedgerOf(context, run.class));
    const { vault } = placesOf(context);
    const { capturedAt, expiresAt } = await readVaultPoint(context.aws.backup, vault, point);
    await record(
      classLedgerOf(context, run.class),
      {
        kind: "made",
        id: point,
        class: run.class,
        capturedAt,
        region: context.platform.region,
        vault,
        ...(expiresAt !== undefined && { expiresAt }),
      },
      expiresAt,
    );
    return { point };
  },
});
