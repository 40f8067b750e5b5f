import type { InfraPromise } from "../promise.ts";
import { configOf } from "../view/config.ts";
import { ofType, unless, valueIn, wrong } from "../view/resources.ts";
import { at, listOf, parsed } from "../view/values.ts";

export const pointInTime: InfraPromise = {
  name: "the database goes back to any second of its 35 days, and each region keeps the continuous baseline",
  check: (graph) => {
    const { permanent, backup, regions } = configOf(graph);
    if (!permanent) return [];
    const plans = ofType(graph, "aws:backup/plan:Plan");
    return [
      ...ofType(graph, "aws:rds/cluster:Cluster").flatMap((cluster) =>
        unless(valueIn(cluster, "backupRetentionPeriod") === 35, cluster, "does not keep 35 days"),
      ),
      ...ofType(graph, "aws:s3/bucket:Bucket")
        .filter(({ name }) => name.endsWith("Uploads"))
        .filter(
          (bucket) =>
            !ofType(graph, "aws:s3/bucketVersioning:BucketVersioning").some(
              (one) =>
                valueIn(one, "bucket") === bucket.id &&
                valueIn(one, "versioningConfiguration.status") === "Enabled",
            ),
        )
        .map((bucket) => wrong(bucket, "keeps no versions")),
      ...regions
        .filter(({ region }) => !plans.some((plan) => plan.region === region))
        .map(({ region }) => `${region} has no backup plan`),
      ...plans.flatMap((plan) =>
        unless(
          listOf(parsed(valueIn(plan, "rules"))).some(
            (rule) =>
              at(rule, "enableContinuousBackup") === true &&
              at(rule, "lifecycle.deleteAfter") === backup.continuousDays,
          ),
          plan,
          `is not continuous over ${backup.continuousDays} days`,
        ),
      ),
    ];
  },
};
