import { idempotencyToken } from "@signalbox/core/backup/idempotency-token";
import { windows } from "@signalbox/core/backup/run/limits";
import { BackupRun } from "@signalbox/core/backup/run/run";
import { VaultTarget } from "@signalbox/core/platform/backup-places";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { startBackupJob } from "../../../aws/backup-job.ts";
import { classLedgerOf } from "../../../aws/ledger.ts";
import { readLedger } from "../../../backup/allow.ts";
import { insistOnLease } from "../../../backup/lease.ts";
import { classOf, placesOf } from "../../../backup/places.ts";
import { step } from "../../../step.ts";

export const startJob = step({
  name: "StartJob",
  description: "Has AWS Backup make a point of the class, with its lifecycle and its tags.",
  input: z.strictObject({ run: BackupRun, attempt: z.int().positive() }),
  output: z.strictObject({
    /** Its id. */
    job: z.string(),
  }),
  allow: [
    readLedger,
    on("backupVault", "backup:StartBackupJob"),
    // For the tags of the point.
    on("recoveryPoint", "backup:TagResource"),
    on("backupRole", "iam:PassRole"),
  ],
  run: async ({ run, attempt }, context) => {
    await insistOnLease(context, classLedgerOf(context, run.class));
    const places = placesOf(context);
    const target = VaultTarget.parse(run.target);
    const { retentionDays } = classOf(places, run.class);
    const job = await startBackupJob(context.aws.backup, {
      BackupVaultName: places.vault,
      ResourceArn: places.targets[target],
      IamRoleArn: places.roleArn,
      IdempotencyToken: idempotencyToken({ run: run.run, act: "backup", subject: run.target, attempt }),
      StartWindowMinutes: windows.startMinutes,
      CompleteWindowMinutes: windows.completeMinutes,
      Lifecycle: { DeleteAfterDays: retentionDays },
      RecoveryPointTags: { "signalbox:class": run.class, "signalbox:run": run.run },
    });
    return { job };
  },
});
