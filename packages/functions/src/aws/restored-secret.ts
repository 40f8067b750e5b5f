import {
  DescribeSecretCommand,
  RestoreSecretCommand,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { NamedError } from "@signalbox/core/error";

/** Takes back that a secret is deleted; of one that is not, nothing. */
export async function keepSecret(client: SecretsManagerClient, SecretId: string): Promise<void> {
  await client.send(new RestoreSecretCommand({ SecretId }));
}

/** Moves AWSCURRENT from one version to another. Throws `Backup.ChangedSince` where a third one has it. */
export async function moveCurrent(
  client: SecretsManagerClient,
  SecretId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  const { Name, VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId }));
  const holder = Object.entries(VersionIdsToStages).find(([, stages]) => stages.includes("AWSCURRENT"))?.[0];
  if (holder === to) return;
  if (holder !== from)
    throw new NamedError(
      "Backup.ChangedSince",
      `the secret ${Name} has version ${holder} as its current one, neither ${from} nor ${to}`,
    );
  await client.send(
    new UpdateSecretVersionStageCommand({
      SecretId,
      VersionStage: "AWSCURRENT",
      RemoveFromVersionId: from,
      MoveToVersionId: to,
    }),
  );
}
