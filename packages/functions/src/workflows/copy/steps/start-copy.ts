import { documentOf } from "@signalbox/core/backup/configuration/point-key";
import { idempotencyToken } from "@signalbox/core/backup/idempotency-token";
import { pointsFrom } from "@signalbox/core/backup/recovery-point";
import { CopyRun } from "@signalbox/core/backup/run/copy";
import { anywhere, on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { listCopyJobs, startCopyJob } from "../../../aws/copy-job.ts";
import { classLedgerOf, workLedgerOf } from "../../../aws/ledger.ts";
import { readPointRecords } from "../../../aws/point-records.ts";
import { isWhole } from "../../../aws/recovery-point.ts";
import { readCopiedPoint, readLedger } from "../../../backup/allow.ts";
import { insistOnLease } from "../../../backup/lease.ts";
import { copyDays, copyPlaceOf, placesOf } from "../../../backup/places.ts";
import { copyVault, findPoint } from "../../../backup/vaults.ts";
import type { StepContext } from "../../../context.ts";
import { step } from "../../../step.ts";
import { copyDocument } from "../copy-document.ts";
import { subjectOf } from "../subject.ts";

export const startCopy = step({
  name: "StartCopy",
  description:
    "Has AWS Backup copy the point, encrypted with the other vault's key; a copy that is there, or a job that makes one, is taken.",
  input: z.strictObject({ run: CopyRun, attempt: z.int().positive() }),
  output: z.strictObject({
    /** Id of the job; absent where the copy was there. */
    job: z.string().optional(),
    /** ARN of the copy that was there. */
    copy: z.string().optional(),
  }),
  allow: [
    readLedger,
    readCopiedPoint,
    anywhere("backup:ListCopyJobs"),
    on("recoveryPoint", "backup:StartCopyJob"),
    on("backupRole", "iam:PassRole"),
    on("backupDocuments", "s3:GetObject", "s3:ListBucket"),
    on("copyDocuments", "s3:ListBucket", "s3:PutObject"),
  ],
  run: async ({ run, attempt }, context) => {
    await insistOnLease(context, workLedgerOf(context, "copy", subjectOf(run)));
    const places = placesOf(context);
    const { vaultArn } = copyPlaceOf(places, run.region);
    const copy = await recordedCopy(context, run);
    if (copy !== undefined) return { copy };
    const document = documentOf(run.point);
    if (document) return { copy: await copyDocument(context, run, document.key) };
    // A job that has ended counts as long as what it made is there.
    for (const { id, copy: made } of await listCopyJobs(context.aws.backup, { ...run, vaultArn }))
      if (made === undefined || (await isThere(context, run, made))) return { job: id };
    const job = await startCopyJob(context.aws.backup, {
      SourceBackupVaultName: places.vault,
      RecoveryPointArn: run.point,
      DestinationBackupVaultArn: vaultArn,
      IamRoleArn: places.roleArn,
      IdempotencyToken: idempotencyToken({ run: run.run, act: "copy", subject: run.region, attempt }),
      Lifecycle: { DeleteAfterDays: copyDays(places, run.class) },
    });
    return { job };
  },
});

/** The copy that the ledger knows, where the other vault still has it. */
async function recordedCopy(context: StepContext, run: CopyRun): Promise<string | undefined> {
  const points = pointsFrom(await readPointRecords(classLedgerOf(context, run.class)));
  for (const { id, copyOf, made } of points.values())
    if (copyOf === run.point && made?.region === run.region && (await isThere(context, run, id))) return id;
  return undefined;
}

async function isThere(context: StepContext, { region }: CopyRun, copy: string): Promise<boolean> {
  const found = await findPoint(copyVault(context, region), copy);
  return found !== undefined && isWhole(found);
}
