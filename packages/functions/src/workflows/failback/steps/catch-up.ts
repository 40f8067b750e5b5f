import { hasCaughtUp, rowsArrive } from "@signalbox/core/failover/caught-up";
import { anywhere, on } from "@signalbox/core/workflow/allow";
import { sourceOf } from "../../../aws/file-replication.ts";
import { takeValue } from "../../../aws/replica-secret.ts";
import type { StepContext } from "../../../context.ts";
import { lookAtCanary, lookAtCanaryAllow } from "../../../failover/canary.ts";
import { fileSystemOf } from "../../../failover/file-system.ts";
import { readLags } from "../../../failover/metrics.ts";
import { memberIn, placesOf } from "../../../failover/places.ts";
import { preparing } from "../../../failover/preparing.ts";

export const catchUp = preparing({
  name: "CatchUp",
  description:
    "Takes the secrets over from the region that writes, and looks until the database here lags seconds, rows arrive, and files come from there.",
  allow: [
    lookAtCanaryAllow,
    anywhere("cloudwatch:GetMetricData"),
    on("filesStore", "elasticfilesystem:DescribeReplicationConfigurations"),
    on("failoverSecret", "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"),
    on("failoverSecretsElsewhere", "secretsmanager:GetSecretValue"),
  ],
  act: async ({ run: { from, to } }, context) => {
    const { clusterArn } = memberIn(placesOf(context), to);
    const taken = await takeSecrets(context, from);
    const lags = await readLags(context, clusterArn.slice(clusterArn.lastIndexOf(":") + 1));
    const files = await oldFiles(context);
    const { newest } = await lookAtCanary(context);
    const now = context.clock.now();
    const arrive = rowsArrive(newest, now);
    const lag = lags.at(-1);
    return {
      done: hasCaughtUp(lags, now) && arrive && files === undefined,
      text: [
        lag === undefined ? "nobody tells how far the database lags" : `the database lags ${lag.lagMs} ms`,
        arrive
          ? "rows arrive"
          : `no row of ${from} has arrived for minutes: users write to what is not followed here`,
        files ?? "files come from there",
        taken.length === 0 ? "secrets are the same" : `took over ${taken.join(" and ")}`,
      ].join("; "),
      ...(newest !== undefined && { note: { replicatedAt: new Date(newest).toISOString() } }),
    };
  },
});

/** What was changed over there while this region was lost, such as the password of the database. */
async function takeSecrets(context: StepContext, from: string): Promise<string[]> {
  const there = context.clientsIn(from).secretsManager;
  const taken: string[] = [];
  for (const name of placesOf(context).secrets)
    if (await takeValue(context.aws.secretsManager, there, name)) taken.push(name);
  return taken;
}

/** What is wrong with the files here. Buckets are copied both ways, and S3 goes on with what it owes by itself. */
async function oldFiles({ aws, platform }: StepContext): Promise<string | undefined> {
  const id = fileSystemOf(platform);
  if (id === undefined || (await sourceOf(aws.efs, id)) !== undefined) return undefined;
  return `${id} is no copy of the other region's file system: replicate that one to it`;
}
