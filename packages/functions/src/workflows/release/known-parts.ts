import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Standing } from "@signalbox/core/ledger/records";
import { RememberedGenerations } from "@signalbox/core/release/generations";
import type { Release } from "@signalbox/core/release/release";
import { type KnownParts, LastDowntime, type PartSeconds } from "@signalbox/core/upgrade/downtime";
import {
  knownByBackup,
  knownByPolicy,
  knownByRehearsal,
  knownByRelease,
} from "@signalbox/core/upgrade/known-parts";
import type { Rehearsed } from "@signalbox/core/upgrade/rehearsal";
import { anywhere, type Permission } from "@signalbox/core/workflow/allow";
import { newestJobSeconds } from "../../aws/backup-job.ts";
import { getItem, type Ledger, ledgerOf } from "../../aws/ledger.ts";
import { readRun } from "../../aws/run.ts";
import type { StepContext } from "../../context.ts";
import { readLedger } from "../../release/allow.ts";
import { followsGenerations } from "../../release/follow-generations.ts";

export const knownPartsAllows: readonly Permission[] = [readLedger, anywhere("backup:ListBackupJobs")];

/** A cluster's size and what AWS makes of it change little in a week. */
const backupsOfMs = 7 * 86_400_000;

/** What the platform knows of how long a cutover of the group keeps users out. */
export async function knownParts(
  context: StepContext,
  release: Release,
  { judgement, measured }: Rehearsed,
): Promise<KnownParts> {
  const { aws, clock, platform } = context;
  const ledger = ledgerOf(context, release.group);
  const cutover = await getItem(ledger, ledgerKeys.downtime, LastDowntime);
  const since = new Date(clock.now() - backupsOfMs);
  const snapshot =
    platform.backup && (await newestJobSeconds(aws.backup, { vault: platform.backup.vault, since }));
  return {
    rehearsal: knownByRehearsal(measured, judgement.seconds),
    policy: knownByPolicy(release.policy, followsGenerations(context, release.group)),
    ...(cutover && { "last cutover": cutover.seconds }),
    "last release": await ofLastRelease(ledger),
    ...(snapshot !== undefined && { "last backup": knownByBackup(snapshot) }),
  };
}

/** Of the release that brought what serves. */
async function ofLastRelease(ledger: Ledger): Promise<PartSeconds> {
  const { promotion } = (await getItem(ledger, ledgerKeys.standing, Standing)) ?? {};
  const { report } = (promotion && (await readRun(ledger, promotion.run))) ?? {};
  if (!report?.release.policy) return {};
  const generations = await getItem(ledger, ledgerKeys.generations, RememberedGenerations);
  const goneSeconds = generations?.run === report.release.run ? generations.goneSeconds : undefined;
  return knownByRelease({ ...report, policy: report.release.policy, goneSeconds });
}
