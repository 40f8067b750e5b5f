import { documentOf } from "@signalbox/core/backup/configuration/point-key";
import { pointsFrom } from "@signalbox/core/backup/recovery-point";
import { CopyRun } from "@signalbox/core/backup/run/copy";
import { z } from "zod";
import { classLedgerOf, workLedgerOf } from "../../../aws/ledger.ts";
import { readPointRecords, recordPoint } from "../../../aws/point-records.ts";
import type { VaultPoint } from "../../../aws/recovery-point.ts";
import { readCopiedPoint, readLedger, readPoint, writeLedger } from "../../../backup/allow.ts";
import { insistOnLease } from "../../../backup/lease.ts";
import { copyVault, findPoint, ownVault, readVaults, type VaultIn } from "../../../backup/vaults.ts";
import { step } from "../../../step.ts";
import { subjectOf } from "../subject.ts";

export const recordCopy = step({
  name: "RecordCopy",
  description:
    "Writes into the ledger that the region has the copy, of what moment, and when AWS deletes it.",
  input: z.strictObject({ run: CopyRun, copy: z.string() }),
  output: z.strictObject({ copy: z.string() }),
  allow: [readLedger, writeLedger, readPoint, readCopiedPoint, ...readVaults],
  run: async ({ run, copy }, context) => {
    await insistOnLease(context, workLedgerOf(context, "copy", subjectOf(run)));
    const vault = copyVault(context, run.region);
    const ledger = classLedgerOf(context, run.class);
    const source = pointsFrom(await readPointRecords(ledger)).get(run.point);
    // AWS dates a copy by when it was copied; what it holds is as old as its source.
    const { capturedAt } = source ?? (await insist(ownVault(context), run.point));
    const { bytes, entries } = source?.made ?? {};
    const { expiresAt } = await insist(vault, copy);
    await recordPoint(
      ledger,
      {
        kind: "copied",
        id: copy,
        copyOf: run.point,
        class: run.class,
        capturedAt,
        region: run.region,
        vault: documentOf(copy)?.bucket ?? vault.name,
        ...(expiresAt !== undefined && { expiresAt }),
        ...(bytes !== undefined && { bytes }),
        ...(entries !== undefined && { entries }),
      },
      expiresAt,
    );
    return { copy };
  },
});

async function insist(vault: VaultIn, id: string): Promise<VaultPoint> {
  const found = await findPoint(vault, id);
  if (found) return found;
  throw new Error(`${id} is not in ${vault.region}`);
}
