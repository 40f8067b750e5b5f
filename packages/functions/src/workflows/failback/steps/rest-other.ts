import { anywhere, on } from "@signalbox/core/workflow/allow";
import { copyTo, readSecret } from "../../../aws/replica-secret.ts";
import { readMinimums, writeMinimums } from "../../../aws/scalable-target.ts";
import { readServices, writeServices } from "../../../aws/service.ts";
import type { StepContext } from "../../../context.ts";
import { acting } from "../../../failover/acting.ts";
import { placesOf } from "../../../failover/places.ts";
import { servedIn } from "../../../failover/serving.ts";

export const restOther = acting({
  name: "RestOther",
  description:
    "Makes the region that was left a standby again: its services have the tasks of one, and its secrets are copies of those here.",
  allow: [
    on("servicesElsewhere", "ecs:DescribeServices", "ecs:UpdateService"),
    on("scalableTargetsElsewhere", "application-autoscaling:RegisterScalableTarget"),
    anywhere("application-autoscaling:DescribeScalableTargets"),
    on("failoverSecretsElsewhere", "secretsmanager:DescribeSecret"),
    on("failoverSecret", "secretsmanager:ReplicateSecretToRegions"),
  ],
  act: async ({ run: { from, mode, to } }, context) => {
    if (mode === "ungraceful")
      return { done: true, text: `${from} was lost, and is left as it is: a failback of its own mends it` };
    const tasks = await scaleBack(context, from);
    const own = await copySecrets(context, from, to);
    return {
      done: own.length === 0,
      text: `tasks wanted in ${from}, ${tasks.join(", ")}; ${own.length === 0 ? "its secrets are copies" : `not yet copies: ${own.join(", ")}`}`,
    };
  },
});

async function scaleBack(context: StepContext, region: string): Promise<string[]> {
  const { applicationAutoScaling, ecs } = context.clientsIn(region);
  const said: string[] = [];
  for (const { cluster, service, resting } of await servedIn(context, region)) {
    const minimum = (await readMinimums(applicationAutoScaling, cluster, [service])).get(service) ?? resting;
    if (minimum > resting)
      await writeMinimums(applicationAutoScaling, cluster, new Map([[service, resting]]));
    const { desiredCount } = (await readServices(ecs, cluster, [service]))(service);
    const wanted = Math.min(resting, desiredCount);
    await writeServices(ecs, cluster, [{ service, desiredCount: wanted }]);
    said.push(`${service}: ${wanted}`);
  }
  return said;
}

/** Answers those that are secrets of their own still. */
async function copySecrets(context: StepContext, from: string, to: string): Promise<string[]> {
  const there = context.clientsIn(from).secretsManager;
  const own: string[] = [];
  for (const name of placesOf(context).secrets) {
    const { keyId, primary } = await readSecret(there, name);
    if (primary === to) continue;
    own.push(name);
    await copyTo(context.aws.secretsManager, name, { region: from, keyId });
  }
  return own;
}
