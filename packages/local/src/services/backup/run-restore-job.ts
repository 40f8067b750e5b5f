import { type Backups, pointOf, resourceOfType } from "./backups.ts";
import { tellRestoreJob } from "./events.ts";
import type { RestoreJob } from "./job.ts";
import { reasonOf } from "./reason.ts";
import { runsFor, timing } from "./timing.ts";
import { until } from "./until.ts";
import { decryptWith } from "./use-key.ts";

/** Takes a restore job from wherever it is to its end. */
export async function runRestoreJob(backups: Backups, job: RestoreJob): Promise<void> {
  if (job.state === "PENDING") {
    await until(backups, job.created + timing.pending);
    job.runningSince = backups.world.clock.now();
    job.endsAt = job.runningSince + runsFor(job.sizeBytes ?? 0) + (job.misfortune.delayMs ?? 0);
    change(backups, job, "RUNNING");
  }
  if (job.state !== "RUNNING") return;
  await until(backups, job.endsAt ?? 0);
  const { outcome, message } = job.misfortune;
  if (outcome === "abort" || outcome === "expire") {
    end(backups, job, "ABORTED", message ?? "Restore job was aborted.");
    return;
  }
  if (outcome === "fail") {
    end(backups, job, "FAILED", message ?? "Restore job failed because of an internal error.");
    return;
  }
  try {
    await restore(backups, job);
  } catch (error) {
    end(backups, job, "FAILED", reasonOf(error));
    return;
  }
  if (outcome === "issues" || outcome === "partial")
    job.message = message ?? "Restore job completed with issues.";
  job.completed = backups.world.clock.now();
  change(backups, job, "COMPLETED");
}

async function restore(backups: Backups, job: RestoreJob): Promise<void> {
  const { region, roleArn, metadata } = job;
  const { point } = await pointOf(backups, region, job.vaultName, job.pointArn);
  if (point.keyArn !== undefined) await decryptWith(backups, point.keyArn, region, roleArn);
  const resource = resourceOfType(backups, job.resourceType);
  const isAgain = job.isBegun;
  job.isBegun = true;
  const given = { content: point.content, region, roleArn, metadata };
  job.createdResourceArn = await resource.restore({ ...given, startedAt: job.created, isAgain });
  point.lastRestored = backups.world.clock.now();
}

function end(backups: Backups, job: RestoreJob, state: "ABORTED" | "FAILED", message: string): void {
  job.message = message;
  job.completed = backups.world.clock.now();
  change(backups, job, state);
}

function change(backups: Backups, job: RestoreJob, state: RestoreJob["state"]): void {
  job.state = state;
  tellRestoreJob(backups, job, false);
}
