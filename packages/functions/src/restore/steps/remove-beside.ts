import { Beside } from "@signalbox/core/backup/content/look";
import { z } from "zod";
import { isBeingRestored, readRestoreJob, restoreHasEnded } from "../../aws/restore-job.ts";
import { deleteBucketWithAll } from "../../aws/restored-bucket.ts";
import { deleteCluster, deleteInstance, readCluster, readInstance } from "../../aws/restored-cluster.ts";
import type { StepContext } from "../../context.ts";
import { step } from "../../step.ts";
import { removeAllows } from "../allow.ts";
import { insistOnBeside, instanceOf } from "../beside.ts";

export const RemoveBesideInput = z.strictObject({
  run: z.string().min(1),
  at: Beside,
  /** Of AWS Backup, which stops none: it is waited for. */
  job: z.string().optional(),
  /** The point that is restored, or `*`: of a run that lost its job it says whether one still runs. */
  point: z.string().optional(),
});

export const RemovedBeside = z.strictObject({
  gone: z.boolean(),
  /** Until it is looked at again. */
  waitSeconds: z.int().positive(),
});
export type RemovedBeside = z.output<typeof RemovedBeside>;

/** Enough for RDS to come a good way, in seconds. */
const patience = 60;
/** Versions in calls of S3 that fit well into the time of a Lambda: 20,000. */
const callsAtMost = 20;

export const removeBeside = step({
  name: "RemoveBeside",
  description:
    "Removes what the run has restored: instances, cluster and all, or a bucket with all versions. Nothing else, whatever it is asked.",
  input: RemoveBesideInput,
  output: RemovedBeside,
  allow: removeAllows,
  run: async ({ run, at, job, point }, context) => {
    insistOnBeside(context.platform, run, at);
    // A job would fill a bucket that was just emptied, and make a cluster that nobody looks for any more.
    if (await isRestoring(job, point, context)) return { gone: false, waitSeconds: patience };
    if (at.kind === "database") return await removeCluster(at.cluster, context);
    const gone = await deleteBucketWithAll(context.aws.s3, at.bucket, callsAtMost);
    return { gone, waitSeconds: 1 };
  },
});

async function isRestoring(
  job: string | undefined,
  point: string | undefined,
  { aws: { backup } }: StepContext,
): Promise<boolean> {
  if (job !== undefined) return !restoreHasEnded(await readRestoreJob(backup, job));
  return point !== undefined && (await isBeingRestored(backup, point));
}

/** A cluster goes only without instances, and only from a state in which nothing is done with it. */
async function removeCluster(id: string, { aws: { rds } }: StepContext): Promise<RemovedBeside> {
  const cluster = await readCluster(rds, id);
  const instances = [...new Set([instanceOf(id), ...membersOf(cluster?.DBClusterMembers)])];
  const states = await Promise.all(
    instances.map(async (one) => ({ one, state: await readInstance(rds, one) })),
  );
  for (const { one, state } of states)
    if (state !== undefined && state !== "deleting") await deleteInstance(rds, one);
  if (cluster && cluster.Status !== "deleting") await deleteCluster(rds, cluster);
  const left = cluster !== undefined || states.some(({ state }) => state !== undefined);
  return { gone: !left, waitSeconds: patience };
}

const membersOf = (
  members: readonly { readonly DBInstanceIdentifier?: string | undefined }[] = [],
): string[] => members.flatMap(({ DBInstanceIdentifier: id }) => (id === undefined ? [] : [id]));
