import { idempotencyToken } from "@signalbox/core/backup/idempotency-token";
import { windows } from "@signalbox/core/backup/run/limits";
import { NamedError } from "@signalbox/core/error";
import { CanaryRelease } from "@signalbox/core/release/release";
import { allStopped } from "@signalbox/core/release/set/set";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { startBackupJob } from "../../../aws/backup-job.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { readSet } from "../../../aws/release-set.ts";
import { setPhase } from "../../../aws/run.ts";
import { placesOf } from "../../../backup/places.ts";
import type { StepContext } from "../../../context.ts";
import * as allow from "../../../release/allow.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { servingCluster } from "../../../restore/serving-cluster.ts";
import { step } from "../../../step.ts";
import { note } from "../record.ts";

/** Whatever ended the wait for the other regions: throws `Release.OthersNotReady` where the ledger has no word that all have stopped. */
async function insistAllStopped(context: StepContext, { everywhere }: CanaryRelease): Promise<void> {
  if (!everywhere) return;
  const set = await readSet(context, everywhere.set);
  if (set?.opened[allStopped] === undefined)
    throw new NamedError("Release.OthersNotReady", "not all regions have stopped the old version");
}

/** The way back is a matter of hours; what was there can be had back to the second for as long as the log reaches. */
const keptDays = 7;

export const takeSnapshot = step({
  name: "TakeSnapshot",
  description: "Has AWS Backup make a point of the database, to which nobody writes any more.",
  input: z.strictObject({ release: CanaryRelease }),
  output: z.strictObject({ job: z.string() }),
  allow: [
    on("connection", "ssm:GetParameter"),
    on("backupVault", "backup:StartBackupJob"),
    // For the tags of the point.
    on("recoveryPoint", "backup:TagResource"),
    on("backupRole", "iam:PassRole"),
    ...allow.checkpointAllows,
    ...allow.journalAllows,
  ],
  run: async ({ release }, context) => {
    await checkpoint(context, release);
    await insistAllStopped(context, release);
    // It waits for nobody any more.
    await setPhase(ledgerOf(context, release.group), release.run, "maintenance");
    const { aws, clock, platform } = context;
    await note(context, release, { mark: "stopped", quietAt: Math.floor(clock.now()) });
    const { vault, roleArn } = placesOf(context);
    const cluster = await servingCluster(context);
    const job = await startBackupJob(aws.backup, {
      BackupVaultName: vault,
      ResourceArn: `arn:aws:rds:${platform.region}:${platform.account}:cluster:${cluster}`,
      IamRoleArn: roleArn,
      IdempotencyToken: idempotencyToken({
        run: release.run,
        act: "backup",
        subject: "database",
        attempt: 1,
      }),
      StartWindowMinutes: windows.startMinutes,
      CompleteWindowMinutes: windows.completeMinutes,
      Lifecycle: { DeleteAfterDays: keptDays },
      RecoveryPointTags: { "signalbox:release": release.run },
    });
    return { job };
  },
});
