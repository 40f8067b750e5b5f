import { Beside } from "@signalbox/core/backup/content/look";
import { sizeOf } from "@signalbox/core/backup/content/manifest";
import { RestoreRun } from "@signalbox/core/backup/run/restoration";
import { NamedError } from "@signalbox/core/error";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { checkKey, checkVault } from "../../../aws/backup-vault.ts";
import { ledgerOf, workLedgerOf } from "../../../aws/ledger.ts";
import { readLock } from "../../../aws/lock.ts";
import { readExecution, readLedger, writeLedger } from "../../../backup/allow.ts";
import { takeLease } from "../../../backup/lease.ts";
import { placesOf } from "../../../backup/places.ts";
import { besideOf } from "../../../restore/beside.ts";
import { readManifest } from "../../../restore/compare-with-manifest.ts";
import { step } from "../../../step.ts";
import { groupsOf, readersAllow, readersOf } from "../readers.ts";
import { note } from "../record.ts";

export const begin = step({
  name: "Begin",
  description:
    "Takes the lease of what is restored, and looks whether vault and key are there and no group was left to a person.",
  input: z.strictObject({ run: RestoreRun }),
  /** What it will be restored into: known before anything is there, so that nothing is left behind. */
  output: z.strictObject({
    at: Beside,
    /** Of the manifest that it is held against: a look by another one has other buckets. */
    transaction: z.string().optional(),
  }),
  allow: [
    readLedger,
    writeLedger,
    readExecution,
    on("backupVault", "backup:DescribeBackupVault"),
    on("backupKey", "kms:DescribeKey"),
    on("backupDocuments", "s3:GetObject"),
    ...readersAllow,
  ],
  run: async ({ run }, context) => {
    const { aws } = context;
    const places = placesOf(context);
    await takeLease(context, workLedgerOf(context, "restore", run.what));
    await checkVault(aws.backup, places.vault);
    await checkKey(aws.kms, places.keyArn);
    for (const { name } of groupsOf(await readersOf(context, run.what))) {
      const lock = await readLock(ledgerOf(context, name));
      if (lock?.stuck !== undefined)
        throw new NamedError(
          "Backup.ReleaseRunning",
          `release ${lock.run} of ${name} left the lock for a person: ${lock.stuck}`,
        );
    }
    const manifest = await readManifest(context, run.manifestOf);
    const { content } = manifest;
    const tables = content.kind === "database" ? { tables: Object.keys(content.tables).length } : {};
    await note(context, run, { phase: "restoring", percent: 0, holds: { ...sizeOf(manifest), ...tables } });
    return {
      at: besideOf(context.platform, run.run, run.what),
      ...(content.kind === "database" && { transaction: content.transaction }),
    };
  },
});
