import { documentOf } from "@signalbox/core/backup/configuration/point-key";
import { CopyRequest, CopyRun } from "@signalbox/core/backup/run/copy";
import { NamedError } from "@signalbox/core/error";
import { on } from "@signalbox/core/workflow/allow";
import { checkKey, checkVault } from "../../../aws/backup-vault.ts";
import { workLedgerOf } from "../../../aws/ledger.ts";
import { isWhole } from "../../../aws/recovery-point.ts";
import { readExecution, readLedger, readPoint, writeLedger } from "../../../backup/allow.ts";
import { takeLease } from "../../../backup/lease.ts";
import { copyDays, copyPlaceOf, placesOf, vaultName } from "../../../backup/places.ts";
import { findPoint, ownVault } from "../../../backup/vaults.ts";
import { runName } from "../../../release/names.ts";
import { step } from "../../../step.ts";
import { subjectOf } from "../subject.ts";

export const begin = step({
  name: "Begin",
  description:
    "Takes the lease of the point and the region, and looks whether the point, the other vault and its key are there.",
  input: CopyRequest,
  output: CopyRun,
  allow: [
    readLedger,
    writeLedger,
    readExecution,
    readPoint,
    on("backupDocuments", "s3:ListBucket"),
    on("copyVault", "backup:DescribeBackupVault"),
    on("copyKey", "kms:DescribeKey"),
  ],
  run: async (request, context) => {
    const { clock, visit } = context;
    const places = placesOf(context);
    copyDays(places, request.class);
    const { vaultArn, keyArn } = copyPlaceOf(places, request.region);
    const wantedAt = Math.floor(clock.now());
    await takeLease(context, workLedgerOf(context, "copy", subjectOf(request)));
    const point = await findPoint(ownVault(context), request.point);
    if (!point || !isWhole(point))
      throw new NamedError(
        "Backup.NoSuchPoint",
        `${request.point} is ${point?.status ?? "not there"} in the vault ${places.vault}`,
      );
    const there = context.clientsIn(request.region);
    if (!documentOf(request.point)) await checkVault(there.backup, vaultName(vaultArn));
    await checkKey(there.kms, keyArn);
    return { ...request, run: runName(visit.execution), wantedAt };
  },
});
