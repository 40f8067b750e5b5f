import type { Random } from "../../world/random.ts";
import type { World } from "../../world/world.ts";
import { type BackupJob, type CopyJob, percentDone, type RestoreJob } from "./job.ts";
import { calculated } from "./lifecycle.ts";
import type { RecoveryPoint, Vault } from "./vault.ts";

/** Where events go, and the chance that makes their ids. */
export interface Teller {
  readonly world: World;
  readonly random: Random;
}

function tell(
  { world, random }: Teller,
  region: string,
  type: string,
  resources: readonly string[],
  detail: object,
): void {
  world.events.publish({
    version: "0",
    id: random.uuid(),
    "detail-type": type,
    source: "aws.backup",
    account: world.account,
    time: iso(world.clock.now()).replace(/\.\d+Z$/, "Z"),
    region,
    resources,
    detail,
  });
}

const iso = (time: number): string => new Date(time).toISOString();

/** Where the samples of AWS have quotation marks within the text, so it is here. */
const quoted = (message: string): string => `"${message}"`;

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** Such as `Jul 15, 2020 9:39:07 PM`, which only `expectedCompletionDate` is written like. */
export function expectedDate(time: number): string {
  const date = new Date(time);
  const hour = date.getUTCHours();
  const two = (value: number): string => `${value}`.padStart(2, "0");
  const clock = `${hour % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `${months[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()} ${clock} ${hour < 12 ? "AM" : "PM"}`;
}

/**
 * The state of a backup job, with the members that AWS's samples of that state have and no others: `CREATED` says next to
 * nothing, sizes are texts, `ABORTED` has an end where `FAILED` has none.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export function tellBackupJob(teller: Teller, job: BackupJob): void {
  const { state, id: backupJobId, region } = job;
  const creationDate = iso(job.created);
  if (state === "CREATED") {
    tell(teller, region, "Backup Job State Change", [], { backupJobId, state, creationDate });
    return;
  }
  const completed = state === "COMPLETED" || state === "PARTIAL";
  const sized = completed || state === "RUNNING";
  const tried = completed || state === "FAILED" || state === "EXPIRED";
  const now = teller.world.clock.now();
  tell(teller, region, "Backup Job State Change", completed ? [job.pointArn] : [], {
    backupJobId,
    ...(sized && { backupSizeInBytes: `${job.sizeBytes ?? 0}` }),
    backupVaultArn: job.vaultArn,
    backupVaultName: job.vaultName,
    bytesTransferred: completed ? `${job.sizeBytes ?? 0}` : "0",
    creationDate,
    iamRoleArn: job.roleArn,
    resourceArn: job.resourceArn,
    resourceType: job.resourceType,
    state,
    ...(state === "PENDING" && { statusMessage: "" }),
    ...(job.message !== undefined && { statusMessage: quoted(job.message) }),
    ...((completed || state === "ABORTED") && { completionDate: iso(job.completed ?? now) }),
    startBy: iso(job.startBy),
    ...(state === "RUNNING" && { expectedCompletionDate: expectedDate(job.endsAt ?? now) }),
    percentDone: percentDone(job, completed, now),
    ...(tried && { retryCount: state === "FAILED" ? 3 : 0 }),
  });
}

/** As for backups, but `CREATED` does not even name the job, sizes are numbers, and the copy is `{}` until it is there. */
export function tellCopyJob(teller: Teller, job: CopyJob): void {
  const { state, sourceVaultArn: sourceBackupVaultArn, destinationVaultArn: destinationBackupVaultArn } = job;
  const creationDate = iso(job.created);
  if (state === "CREATED") {
    const detail = { creationDate, state, sourceBackupVaultArn, destinationBackupVaultArn };
    tell(teller, job.region, "Copy Job State Change", [job.sourcePointArn], detail);
    return;
  }
  const completed = state === "COMPLETED" || state === "PARTIAL";
  tell(teller, job.region, "Copy Job State Change", [job.sourcePointArn], {
    copyJobId: job.id,
    backupSizeInBytes: job.sizeBytes ?? 0,
    creationDate,
    iamRoleArn: job.roleArn,
    resourceArn: job.resourceArn,
    resourceType: job.resourceType,
    sourceBackupVaultArn,
    state,
    ...(job.message !== undefined && { statusMessage: job.message }),
    ...(job.completed !== undefined && { completionDate: iso(job.completed) }),
    destinationBackupVaultArn,
    destinationRecoveryPointArn: completed ? job.destinationPointArn : {},
  });
}

/** Restores have a `status`, except `CREATED`, which has a `state`; and they are never said to be done by a hundredth. */
export function tellRestoreJob(teller: Teller, job: RestoreJob, created: boolean): void {
  const creationDate = iso(job.created);
  if (created) {
    const detail = { restoreJobId: job.id, state: "CREATED", creationDate };
    tell(teller, job.region, "Restore Job State Change", [], detail);
    return;
  }
  tell(teller, job.region, "Restore Job State Change", [job.pointArn], {
    restoreJobId: job.id,
    backupSizeInBytes: `${job.sizeBytes ?? 0}`,
    creationDate,
    iamRoleArn: job.roleArn,
    percentDone: 0,
    resourceType: job.resourceType,
    status: job.state,
    ...(job.message !== undefined && { statusMessage: job.message }),
    ...(job.state === "COMPLETED" && {
      createdResourceArn: job.createdResourceArn,
      completionDate: iso(job.completed ?? 0),
    }),
  });
}

/** A point that is whole, or partly so. */
export function tellPoint(teller: Teller, region: string, vault: Vault, point: RecoveryPoint): void {
  const { DeleteAfterDays, MoveToColdStorageAfterDays } = point.lifecycle;
  const { DeleteAt, MoveToColdStorageAt } = calculated(point.created, point.lifecycle);
  const moved = MoveToColdStorageAfterDays !== undefined;
  tell(teller, region, "Recovery Point State Change", [point.arn], {
    backupVaultName: vault.name,
    backupVaultArn: vault.arn,
    creationDate: iso(point.created),
    iamRoleArn: point.roleArn,
    resourceType: point.resourceType,
    resourceArn: point.resourceArn,
    status: point.status,
    isEncrypted: `${point.keyArn !== undefined}`,
    storageClass: "WARM",
    completionDate: iso(point.completed),
    lifecycle: {
      ...(moved && { moveToColdStorageAfterDays: MoveToColdStorageAfterDays }),
      ...(DeleteAfterDays !== undefined && { deleteAfterDays: DeleteAfterDays }),
    },
    calculatedLifeCycle: {
      ...(MoveToColdStorageAt && { moveToColdStorageAt: MoveToColdStorageAt.toISOString() }),
      ...(DeleteAt && { deleteAt: DeleteAt.toISOString() }),
    },
  });
}
