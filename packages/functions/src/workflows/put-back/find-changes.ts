import type { ConfigurationParts } from "@signalbox/core/backup/configuration/document";
import type { PutBackPlan } from "@signalbox/core/backup/put-back/change";
import { planConfiguration } from "@signalbox/core/backup/put-back/plan-configuration";
import { planSecrets } from "@signalbox/core/backup/put-back/plan-secrets";
import type { PutBackTarget } from "@signalbox/core/backup/put-back/run";
import { namesOf } from "@signalbox/core/platform/names";
import { ecsServicesOf } from "@signalbox/core/platform/platform";
import { on, type Permission } from "@signalbox/core/workflow/allow";
import { readKnownVersions, readSecretsMetadata } from "../../aws/secrets-metadata.ts";
import { readLatest } from "../../aws/task-definition.ts";
import { readPartsAllows } from "../../configuration/allow.ts";
import { hide } from "../../configuration/hide.ts";
import { readParts } from "../../configuration/read-parts.ts";
import type { StepContext } from "../../context.ts";

/** What `findChanges` calls. */
export const findChangesAllows: readonly Permission[] = [
  ...readPartsAllows,
  on("stageSecrets", "secretsmanager:ListSecretVersionIds"),
];

/** What is different from what was recorded; nothing is changed. */
export async function findChanges(
  context: StepContext,
  what: PutBackTarget,
  recorded: ConfigurationParts,
): Promise<PutBackPlan> {
  return what === "secrets"
    ? await secretsChanged(context, recorded.secrets)
    : await configurationChanged(context, recorded);
}

async function secretsChanged(
  { aws, platform }: StepContext,
  recorded: ConfigurationParts["secrets"],
): Promise<PutBackPlan> {
  const present = await readSecretsMetadata(aws.secretsManager, namesOf(platform).secret(""));
  const known: Record<string, string[]> = {};
  for (const [name, { arn }] of Object.entries(present))
    known[name] = await readKnownVersions(aws.secretsManager, arn);
  return planSecrets({ recorded, present, known });
}

async function configurationChanged(
  context: StepContext,
  recorded: ConfigurationParts,
): Promise<PutBackPlan> {
  const { aws, platform } = context;
  // As they are recorded: what looks like a secret is left out of both.
  const { parts: present } = hide(await readParts(context));
  const runnable = new Set<string>();
  const latest: Record<string, unknown> = {};
  for (const { arn, content } of Object.values(recorded.taskDefinitions)) {
    const { isRunnable, newest } = await readLatest(aws.ecs, arn, content.family);
    if (isRunnable) runnable.add(arn);
    if (newest) latest[content.family] = newest;
  }
  const names = namesOf(platform);
  return planConfiguration({
    recorded,
    present,
    runnable,
    latest,
    othersParameters: {
      deploy: `${names.platformParameters}/`,
      connections: names.connection("database-host").replace(/[^/]+$/, ""),
    },
    groupOf: (service) => platform.groups.find((group) => ecsServicesOf(group).includes(service))?.name,
  });
}
