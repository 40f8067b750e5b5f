import type { DBCluster } from "@aws-sdk/client-rds";
import { jobFindings } from "@signalbox/core/backup/checks/job";
import { Beside } from "@signalbox/core/backup/content/look";
import { nextLookSeconds } from "@signalbox/core/backup/run/limits";
import { restoredPercent } from "@signalbox/core/backup/run/restore-phases";
import { RunProblem } from "@signalbox/core/backup/run/run";
import { VaultTarget } from "@signalbox/core/platform/backup-places";
import { z } from "zod";
import { type RestoreJob, readRestoreJob, restoreHasEnded } from "../../aws/restore-job.ts";
import { tagBucket } from "../../aws/restored-bucket.ts";
import { addInstance, prepareCluster, readCluster, readInstance } from "../../aws/restored-cluster.ts";
import { readSecret } from "../../aws/secret.ts";
import { placesOf } from "../../backup/places.ts";
import type { StepContext } from "../../context.ts";
import { step } from "../../step.ts";
import { prepareAllows } from "../allow.ts";
import { insistOnBeside, instanceOf, tagsOf } from "../beside.ts";
import { placementOf } from "../placement.ts";

export const LookAtBesideInput = z.strictObject({
  run: z.string().min(1),
  target: VaultTarget,
  at: Beside,
  job: z.string().optional(),
});

export const SeenBeside = z.strictObject({
  /** It can be looked into. */
  ready: z.boolean(),
  /** Until the next look. */
  waitSeconds: z.int().positive(),
  /** 0 to 100. */
  percent: z.number(),
  /** It will never be ready. */
  problem: RunProblem.optional(),
});
export type SeenBeside = z.output<typeof SeenBeside>;

/** Set once a restored cluster has the present password. */
const preparedTag = "signalbox:prepared";
/** States of RDS that lead to no service. */
const hopeless = /fail|inaccessible|incompatible|delet|stop/;
/** The cluster has all it needs, and waits for its instance. */
const preparedPercent = 90;

export const lookAtBeside = step({
  name: "LookAtBeside",
  description:
    "Looks how far the restore is, and brings a restored cluster into service: AWS gives it no instance.",
  input: LookAtBesideInput,
  output: SeenBeside,
  allow: prepareAllows,
  run: async ({ run, at, job: id }, context) => {
    insistOnBeside(context.platform, run, at);
    const job = id === undefined ? undefined : await readRestoreJob(context.aws.backup, id);
    if (job && job.state !== "COMPLETED") return seenOf(job, context);
    if (at.kind === "database") return await bringUp(run, at.cluster, job, context);
    await tagBucket(context.aws.s3, at.bucket, tagsOf(run));
    return { ready: true, waitSeconds: 1, percent: 100 };
  },
});

function seenOf(job: RestoreJob, { clock }: StepContext): SeenBeside {
  const waitSeconds = nextLookSeconds(clock.now() - job.startedAt);
  const percent = Math.round((job.percent * restoredPercent) / 100);
  if (!restoreHasEnded(job)) return { ready: false, waitSeconds, percent };
  const [worst] = jobFindings({ ...job, capturedAt: undefined, wantedAt: job.startedAt });
  const { error = "Backup.JobFailed", sentence = "" } = worst ?? {};
  return { ready: false, waitSeconds, percent, problem: { error, cause: sentence } };
}

async function bringUp(
  run: string,
  id: string,
  job: RestoreJob | undefined,
  context: StepContext,
): Promise<SeenBeside> {
  const { rds } = context.aws;
  const cluster = await readCluster(rds, id);
  const since = context.clock.now() - (cluster?.ClusterCreateTime?.getTime() ?? job?.startedAt ?? 0);
  const waits = { ready: false, waitSeconds: nextLookSeconds(since) };
  const progress = job ? 100 : Number(cluster?.PercentProgress) || 0;
  const percent = Math.round((progress * restoredPercent) / 100);
  if (!cluster) return { ...waits, percent, ...(job && { problem: gone(id, "gone") }) };
  const { Status: status = "" } = cluster;
  if (hopeless.test(status)) return { ...waits, percent, problem: gone(id, status) };
  if (status !== "available") return { ...waits, percent };
  if (!cluster.TagList?.some(({ Key }) => Key === preparedTag)) {
    await prepare(run, cluster, context);
    return { ...waits, percent: restoredPercent };
  }
  const instance = instanceOf(id);
  const state = await readInstance(rds, instance);
  if (state === "available") return { ready: true, waitSeconds: 1, percent: 100 };
  if (state !== undefined && hopeless.test(state))
    return { ...waits, percent: preparedPercent, problem: gone(instance, state) };
  if (state === undefined)
    await addInstance(rds, { id: instance, cluster: id, engine: cluster.Engine ?? "", tags: tagsOf(run) });
  return { ...waits, percent: preparedPercent };
}

const gone = (name: string, state: string): RunProblem => ({
  error: "Backup.RestoreFailed",
  cause: `${name} is ${state}`,
});

/** What was restored has the password of its moment. */
async function prepare(run: string, cluster: DBCluster, context: StepContext): Promise<void> {
  const { aws } = context;
  const { adminSecret } = placesOf(context).database;
  const { password } = AdminSecret.parse(JSON.parse(await readSecret(aws.secretsManager, adminSecret)));
  await prepareCluster(aws.rds, {
    id: cluster.DBClusterIdentifier ?? "",
    arn: cluster.DBClusterArn ?? "",
    password,
    placement: await placementOf(context),
    tags: { ...tagsOf(run), [preparedTag]: "true" },
  });
}

const AdminSecret = z.object({ password: z.string().min(1) });
