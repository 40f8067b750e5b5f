import { Beside } from "@signalbox/core/backup/content/look";
import { idempotencyToken } from "@signalbox/core/backup/idempotency-token";
import { NamedError } from "@signalbox/core/error";
import { VaultTarget } from "@signalbox/core/platform/backup-places";
import { z } from "zod";
import { readRestoreMetadata, startRestoreJob } from "../../aws/restore-job.ts";
import { groupsOf, restoreToMoment } from "../../aws/restored-cluster.ts";
import { placesOf } from "../../backup/places.ts";
import type { StepContext } from "../../context.ts";
import { step } from "../../step.ts";
import { restoreAllows } from "../allow.ts";
import { besideOf } from "../beside.ts";
import { clusterOf, placementOf } from "../placement.ts";
import { servingCluster } from "../serving-cluster.ts";

/**
 * What is restored: a recovery point by its ARN, the database's log up to a moment, in milliseconds since 1970, or the database as
 * it is, which shares its pages with the one that serves until either writes.
 */
export const RestoreSource = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("point"), point: z.string().min(1) }),
  z.strictObject({ kind: z.literal("moment"), at: z.number() }),
  z.strictObject({ kind: z.literal("clone") }),
]);
export type RestoreSource = z.output<typeof RestoreSource>;

export const RestoreBesideInput = z.strictObject({
  run: z.string().min(1),
  target: VaultTarget,
  source: RestoreSource,
  /** 1 for the first; one more only once AWS has said that the job before it failed, and what it left is removed. */
  attempt: z.int().positive(),
});

/** What the run restores into, and the job of AWS Backup, which a moment has none of. */
export const RestoredBeside = z.strictObject({ at: Beside, job: z.string().optional() });
export type RestoredBeside = z.output<typeof RestoredBeside>;

export const restoreBeside = step({
  name: "RestoreBeside",
  description: "Has AWS restore a point or a moment beside what serves, under a name of the run's own.",
  input: RestoreBesideInput,
  output: RestoredBeside,
  allow: restoreAllows,
  run: async ({ run, target, source, attempt }, context) => {
    const at = besideOf(context.platform, run, target);
    if (source.kind !== "point") {
      if (at.kind === "files")
        throw new NamedError("Backup.OutOfReach", "files go back to a recovery point, to no other moment");
      const wanted =
        source.kind === "clone"
          ? { source: await servingCluster(context), at: "clone" as const }
          : { source: clusterOf(placesOf(context).targets.database), at: source.at };
      const placement = await placementOf(context);
      await restoreToMoment(context.aws.rds, { id: at.cluster, placement, ...wanted });
      return { at };
    }
    const { backup } = context.aws;
    const { vault, restoreRoleArn } = placesOf(context);
    const remembered = await readRestoreMetadata(backup, vault, source.point);
    const job = await startRestoreJob(backup, {
      RecoveryPointArn: source.point,
      IamRoleArn: restoreRoleArn,
      Metadata: over(remembered, await metadataOf(at, context)),
      IdempotencyToken: idempotencyToken({ run, act: "restore", subject: target, attempt }),
    });
    return { at, job };
  },
});

/** Of a copy, the point remembers what is in another region; and what AWS is not told, it takes the default network for. */
async function metadataOf(at: Beside, context: StepContext): Promise<Record<string, string>> {
  const { keyArn } = placesOf(context);
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-s3.html
  if (at.kind === "files")
    return {
      DestinationBucketName: at.bucket,
      NewBucket: "true",
      Encrypted: "true",
      EncryptionType: "SSE-KMS",
      KMSKey: keyArn,
    };
  const placement = await placementOf(context);
  const { DBSubnetGroup, DBClusterParameterGroup } = placement;
  return {
    DBClusterIdentifier: at.cluster,
    ...(DBSubnetGroup !== undefined && { DBSubnetGroupName: DBSubnetGroup }),
    ...(DBClusterParameterGroup !== undefined && { DBClusterParameterGroupName: DBClusterParameterGroup }),
    // A list in JSON: https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html
    VpcSecurityGroupIds: JSON.stringify(groupsOf(placement)),
    KmsKeyId: keyArn,
    DeletionProtection: "false",
  };
}

/** AWS Backup reads names in any case, so that one of them may stand twice otherwise. */
function over(remembered: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>) {
  const names = new Set(Object.keys(wanted).map((name) => name.toLowerCase()));
  const rest = Object.entries(remembered).filter(([name]) => !names.has(name.toLowerCase()));
  return { ...Object.fromEntries(rest), ...wanted };
}
