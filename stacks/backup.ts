/// <reference path="../.sst/platform/config.d.ts" />
import { mergedConfigKey } from "@signalbox/core/backup/configuration/merged-config";
import { looksPrefix } from "@signalbox/core/backup/content/look";
import { backupRole } from "../infra/backup-role";
import { privateBucket } from "../infra/private-bucket";
import { restoreRole } from "../infra/restore-role";
import type { Scope } from "../infra/scope";
import { vault } from "../infra/vault";
import type { Backup, Data, Identity } from "./layers";

/**
 * A vault in every region, the roles that AWS Backup works with, and the one plan that runs whatever becomes of
 * Signalbox: continuous backups. Schedules, tiers, copies and checks are Signalbox's own workflows; what happens to
 * their jobs they hear from EventBridge, so the vaults notify nobody else.
 */
export function backup(
  scopes: readonly Scope[],
  identities: readonly Identity[],
  datas: readonly Data[],
): Backup[] {
  const places = scopes.map((scope, index) => {
    const identity = identities[index];
    const data = datas[index];
    if (!identity || !data) throw new Error(`${scope.region.region} has no identity or no data`);
    const { keyArn } = identity;
    const documents = privateBucket(scope, "BackupDocuments", {
      thing: "backup-documents",
      keyArn,
      noncurrentDays: scope.config.backup.continuousDays,
      // A run has read its looks within days; its manifests are kept, since copies of points are for a year.
      expires: { prefix: looksPrefix, days: scope.config.backup.continuousDays },
      statements: (bucketArn) => (scope.config.permanent ? [versionsStay(bucketArn)] : []),
    });
    // What a backup of the configuration takes it from: the Lambdas know their platform alone.
    new aws.s3.BucketObjectv2(
      scope.id("MergedConfig"),
      {
        bucket: documents.bucket.bucket,
        key: mergedConfigKey,
        content: JSON.stringify(scope.config),
        contentType: "application/json",
      },
      scope.options({ dependsOn: documents.versioning }),
    );
    return { scope, data, keyArn, vault: vault(scope, keyArn), documents: documents.bucket.bucket };
  });
  const vaultArns = places.map((place) => place.vault.arn);
  const keyArns = places.map((place) => place.keyArn);
  const regions = scopes.map((scope) => scope.region.region);
  return places.map(({ scope, data, keyArn, vault: { name, arn }, documents }) => {
    const files =
      data.files.kind === "s3"
        ? { bucketArn: data.files.bucketArn }
        : { fileSystemArn: data.files.fileSystemArn };
    const role = backupRole(scope, {
      clusterArn: data.clusterArn,
      files,
      vaultArns,
      keyArns,
      regions,
    });
    baseline(scope, name, role.arn, [data.clusterArn, ...Object.values(files)]);
    return {
      vaultName: name,
      vaultArn: arn,
      backupRoleArn: role.arn,
      restoreRoleArn: restoreRole(scope, { files: data.files.kind, keyArn }).arn,
      keyArn,
      documents,
      copies: places.flatMap((other) =>
        other.scope === scope
          ? []
          : [
              {
                region: other.scope.region.region,
                vaultArn: other.vault.arn,
                keyArn: other.keyArn,
                documents: other.documents,
              },
            ],
      ),
      databaseName: data.databaseName,
      databasePlacement: data.databasePlacement,
      clusterArn: data.clusterArn,
      filesArn: data.files.kind === "s3" ? data.files.bucketArn : data.files.fileSystemArn,
    };
  });
}

/**
 * What is deleted or written over stays as an older version until the bucket's own lifecycle forgets it; no principal shortens
 * that. Whoever may change this policy or the lifecycle can: those are the deploy's.
 */
const versionsStay = (bucketArn: $util.Output<string>) => ({
  Sid: "VersionsStay",
  Effect: "Deny",
  Principal: "*",
  Action: ["s3:DeleteObjectVersion", "s3:DeleteBucket"],
  Resource: [bucketArn, $interpolate`${bucketArn}/*`],
});

function baseline(
  scope: Scope,
  vaultName: $util.Input<string>,
  roleArn: $util.Input<string>,
  resources: $util.Input<string>[],
) {
  const plan = new aws.backup.Plan(
    scope.id("Baseline"),
    {
      name: scope.names.baseline,
      rules: [
        {
          ruleName: "continuous",
          targetVaultName: vaultName,
          // Databases and buckets can be restored to any second of these days. EFS knows no continuous backup and gets a
          // point a day, https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html
          enableContinuousBackup: true,
          schedule: "cron(0 5 * * ? *)",
          scheduleExpressionTimezone: "UTC",
          startWindow: 60, // minutes
          completionWindow: 720,
          lifecycle: { deleteAfter: scope.config.backup.continuousDays },
          recoveryPointTags: { "signalbox:class": "baseline" },
        },
      ],
    },
    scope.options({ retainOnDelete: scope.config.permanent }),
  );
  new aws.backup.Selection(
    scope.id("BaselineSelection"),
    { name: scope.names.baseline, planId: plan.id, iamRoleArn: roleArn, resources },
    scope.options({ retainOnDelete: scope.config.permanent }),
  );
}
