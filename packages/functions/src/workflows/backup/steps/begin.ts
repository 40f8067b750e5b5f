import { LookedAt } from "@signalbox/core/backup/content/look";
import { BackupRequest, BackupRun, RunProblem } from "@signalbox/core/backup/run/run";
import { z } from "zod";
import { checkTarget } from "../../../aws/backup-target.ts";
import { checkKey, checkVault } from "../../../aws/backup-vault.ts";
import { classLedgerOf } from "../../../aws/ledger.ts";
import { checkPlacesAllows, readExecution, readLedger, writeLedger } from "../../../backup/allow.ts";
import { takeLease } from "../../../backup/lease.ts";
import { lookedAtOf } from "../../../backup/looked-at.ts";
import { classOf, placesOf } from "../../../backup/places.ts";
import { runName } from "../../../release/names.ts";
import { step } from "../../../step.ts";

export const begin = step({
  name: "Begin",
  description: "Takes the lease of the class, and looks whether its target, its vault and its key are there.",
  input: BackupRequest,
  output: z.strictObject({
    run: BackupRun,
    /** Absent where nobody can look at it, and `unseen` says why. */
    at: LookedAt.optional(),
    unseen: RunProblem.optional(),
  }),
  allow: [readLedger, writeLedger, readExecution, ...checkPlacesAllows],
  run: async ({ class: id, requestedBy }, context) => {
    const { aws, clock, visit } = context;
    const places = placesOf(context);
    const { target } = classOf(places, id);
    const run = runName(visit.execution);
    const wantedAt = Math.floor(clock.now());
    await takeLease(context, classLedgerOf(context, id));
    await checkKey(aws.kms, places.keyArn);
    const begun = { class: id, target, run, requestedBy, wantedAt };
    // A document needs no vault, and is not looked at from outside.
    if (target === "configuration") return { run: begun };
    await checkVault(aws.backup, places.vault);
    await checkTarget(aws, places.targets[target]);
    const at = lookedAtOf(places.targets[target]);
    return {
      run: begun,
      ...(at ? { at } : { unseen: { error: "Backup.NotLookedAt", cause: "no Lambda mounts a file system" } }),
    };
  },
});
