import { AwsError } from "../error.ts";
import { type Backups, resourceOfType } from "./backups.ts";
import { tellBackupJob, tellPoint } from "./events.ts";
import type { BackupJob } from "./job.ts";
import { retentionRefusal } from "./lock.ts";
import { reasonOf } from "./reason.ts";
import { runsFor, timing } from "./timing.ts";
import { until } from "./until.ts";
import { encryptWith } from "./use-key.ts";
import type { RecoveryPoint } from "./vault.ts";

/**
 * Takes a job from wherever it is to its end. Whoever changes its state meanwhile runs it on from there, so each step asks
 * after its wait whether the job is still where it was.
 */
export async function runBackupJob(backups: Backups, job: BackupJob): Promise<void> {
  const { outcome, delayMs = 0 } = job.misfortune;
  if (job.state === "ABORTING") {
    await until(backups, backups.world.clock.now() + timing.created);
    await end(backups, job, "ABORTED", "Backup job was stopped by user.");
    return;
  }
  if (job.state === "CREATED") {
    await until(backups, job.created + timing.created);
    if (job.state !== "CREATED") return;
    change(backups, job, "PENDING");
  }
  if (job.state === "PENDING") {
    const begins = job.created + timing.created + timing.pending;
    await until(backups, outcome === "expire" ? job.startBy : Math.min(begins, job.startBy));
    if (job.state !== "PENDING") return;
    if (outcome === "expire") {
      await end(backups, job, "EXPIRED", "Backup job expired before it could be started.");
      return;
    }
    await begin(backups, job, delayMs);
  }
  if (job.state === "RUNNING") {
    const endsAt = job.endsAt ?? 0;
    await until(backups, Math.min(endsAt, job.completeBy));
    if (job.state !== "RUNNING") return;
    if (endsAt > job.completeBy)
      await end(backups, job, "EXPIRED", "Backup job did not complete within its completion window.");
    else await finish(backups, job);
  }
}

async function begin(backups: Backups, job: BackupJob, delayMs: number): Promise<void> {
  const resource = resourceOfType(backups, job.resourceType);
  try {
    const vault = backups.of(job.region).vaults.get(job.vaultName);
    if (!vault) throw new AwsError("Failed", `backup vault ${job.vaultArn} does not exist`);
    const refusal = retentionRefusal(vault.lock, job.lifecycle);
    if (refusal !== undefined) throw new AwsError("Failed", refusal);
    if (job.keyArn !== undefined) await encryptWith(backups, job.keyArn, job.region, job.roleArn);
    job.sizeBytes = (await resource.keep(job)).sizeBytes;
    const { damage } = job.misfortune;
    if (damage !== undefined) await resource.damage(job.content, damage, backups.random);
    if (damage === "empty") job.sizeBytes = await resource.sizeBytes(job.content, job.region);
  } catch (error) {
    await end(backups, job, "FAILED", `Backup job failed because ${reasonOf(error)}.`);
    return;
  }
  // Stopped while its content was taken: the run of the stop is what ends it.
  if (job.state !== "PENDING") return;
  job.runningSince = backups.world.clock.now();
  job.endsAt = job.runningSince + runsFor(job.sizeBytes) + delayMs;
  change(backups, job, "RUNNING");
}

async function finish(backups: Backups, job: BackupJob): Promise<void> {
  const { outcome, message } = job.misfortune;
  const vault = backups.of(job.region).vaults.get(job.vaultName);
  if (!vault) {
    await end(
      backups,
      job,
      "FAILED",
      `Backup job failed because backup vault ${job.vaultArn} does not exist.`,
    );
    return;
  }
  if (outcome === "fail") {
    await end(backups, job, "FAILED", message ?? "Backup job failed because of an internal error.");
    return;
  }
  if (outcome === "abort") {
    await end(backups, job, "ABORTED", message ?? "Backup job was aborted.");
    return;
  }
  job.completed = backups.world.clock.now();
  const withIssues = outcome === "issues" || outcome === "partial";
  if (withIssues) job.message = message ?? "Backup job completed with issues.";
  const point: RecoveryPoint = {
    arn: job.pointArn,
    sourceVaultArn: undefined,
    resourceArn: job.resourceArn,
    resourceType: job.resourceType,
    roleArn: job.roleArn,
    status: outcome === "partial" ? "PARTIAL" : "COMPLETED",
    statusMessage: job.message,
    created: job.created,
    completed: job.completed,
    sizeBytes: job.sizeBytes ?? 0,
    keyArn: job.keyArn,
    content: job.content,
    metadata: job.metadata,
    tags: new Map(Object.entries(job.tags)),
    lifecycle: job.lifecycle,
    lastRestored: undefined,
  };
  vault.points.set(point.arn, point);
  change(backups, job, outcome === "partial" ? "PARTIAL" : "COMPLETED");
  tellPoint(backups, job.region, vault, point);
}

function change(backups: Backups, job: BackupJob, state: BackupJob["state"]): void {
  job.state = state;
  tellBackupJob(backups, job);
}

/** Ends a job that has made no point; what it had kept is forgotten. */
async function end(
  backups: Backups,
  job: BackupJob,
  state: "ABORTED" | "FAILED" | "EXPIRED",
  message: string,
): Promise<void> {
  job.message = message;
  job.completed = backups.world.clock.now();
  change(backups, job, state);
  await resourceOfType(backups, job.resourceType).forget(job.content, job.region);
}
