import { AwsError } from "../error.ts";
import { type Backups, pointOf, resourceOfType, vaultOf } from "./backups.ts";
import { tellCopyJob, tellPoint } from "./events.ts";
import type { CopyJob } from "./job.ts";
import { retentionRefusal } from "./lock.ts";
import { asRole, regionOf } from "./principals.ts";
import { reasonOf } from "./reason.ts";
import { runsFor, timing } from "./timing.ts";
import { until } from "./until.ts";
import { decryptWith, encryptWith } from "./use-key.ts";

/** Takes a copy job from wherever it is to its end. */
export async function runCopyJob(backups: Backups, job: CopyJob): Promise<void> {
  if (job.state === "CREATED") {
    await until(backups, job.created + timing.created);
    job.runningSince = backups.world.clock.now();
    job.endsAt = job.runningSince + runsFor(job.sizeBytes ?? 0) + (job.misfortune.delayMs ?? 0);
    change(backups, job, "RUNNING");
  }
  if (job.state !== "RUNNING") return;
  const refusal = await failure(() => check(backups, job));
  if (refusal === undefined) await until(backups, job.endsAt ?? 0);
  const { outcome, message } = job.misfortune;
  const misfortune =
    outcome === "fail" || outcome === "abort" || outcome === "expire"
      ? (message ?? "Copy job failed because of an internal error.")
      : undefined;
  const why = refusal ?? misfortune ?? (await failure(() => finish(backups, job)));
  if (why === undefined) return;
  job.message = why;
  job.completed = backups.world.clock.now();
  change(backups, job, "FAILED");
  await resourceOfType(backups, job.resourceType).forget(job.content, regionOf(job.destinationVaultArn));
}

/** What stands against the copy: the vault, its lock, and the keys on both sides, all asked as the role. */
async function check(backups: Backups, job: CopyJob): Promise<void> {
  const region = regionOf(job.destinationVaultArn);
  const caller = { region, principal: asRole(job.roleArn) };
  const BackupVaultName = job.destinationVaultArn.split(":").at(-1);
  const vault = await backups.world.call("backup", "DescribeBackupVault", { BackupVaultName }, caller);
  const lock = vault.Locked
    ? {
        minRetentionDays: vault.MinRetentionDays,
        maxRetentionDays: vault.MaxRetentionDays,
        lockDate: undefined,
      }
    : undefined;
  const refusal = retentionRefusal(lock, job.lifecycle);
  if (refusal !== undefined) throw new AwsError("Failed", refusal);
  const { point } = await pointOf(backups, job.region, job.sourceVaultName, job.sourcePointArn);
  // What was not encrypted stays so.
  if (point.keyArn === undefined) return;
  await decryptWith(backups, point.keyArn, regionOf(point.keyArn), job.roleArn);
  job.keyArn = vault.EncryptionKeyArn;
  await encryptWith(backups, vault.EncryptionKeyArn ?? "", region, job.roleArn);
}

async function finish(backups: Backups, job: CopyJob): Promise<void> {
  // The world may have changed while the job ran.
  await check(backups, job);
  const region = regionOf(job.destinationVaultArn);
  const resource = resourceOfType(backups, job.resourceType);
  const { point } = await pointOf(backups, job.region, job.sourceVaultName, job.sourcePointArn);
  const { content, roleArn, keyArn } = job;
  const from = { content: point.content, region: job.region };
  await resource.copy({ content, region, roleArn, from, keyArn });
  const { damage, outcome, message } = job.misfortune;
  if (damage !== undefined) await resource.damage(content, damage, backups.random);
  const now = backups.world.clock.now();
  const vault = await vaultOf(backups, region, job.destinationVaultArn.split(":").at(-1));
  const status = outcome === "partial" ? "PARTIAL" : "COMPLETED";
  const copy = {
    ...point,
    arn: job.destinationPointArn,
    sourceVaultArn: job.sourceVaultArn,
    roleArn,
    status,
    created: job.created,
    completed: now,
    keyArn: job.keyArn,
    content,
    tags: new Map(point.tags),
    lifecycle: job.lifecycle,
    lastRestored: undefined,
  } as const;
  vault.points.set(copy.arn, copy);
  job.completed = now;
  if (outcome === "partial" || outcome === "issues")
    job.message = message ?? "Copy job completed with issues.";
  change(backups, job, status);
  tellPoint(backups, region, vault, copy);
}

function change(backups: Backups, job: CopyJob, state: CopyJob["state"]): void {
  job.state = state;
  tellCopyJob(backups, job);
}

async function failure(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return `Copy job failed because ${reasonOf(error)}`;
  }
}
