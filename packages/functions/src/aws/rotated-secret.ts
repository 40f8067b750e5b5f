import {
  DescribeSecretCommand,
  RotateSecretCommand,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";

/** Rotates a secret once for a token: by the function that it has, or by this one, and from then on as often as `days` says. */
export async function rotate(
  client: SecretsManagerClient,
  name: string,
  {
    token,
    by,
  }: { readonly token: string; readonly by?: { readonly lambdaArn: string; readonly days: number } },
): Promise<void> {
  await client.send(
    new RotateSecretCommand({
      SecretId: name,
      ClientRequestToken: token,
      ...(by && {
        RotationLambdaARN: by.lambdaArn,
        RotationRules: { AutomaticallyAfterDays: by.days },
      }),
      RotateImmediately: true,
    }),
  );
}

/** Whether the version of a token is the one that counts. */
export async function isCurrent(
  client: SecretsManagerClient,
  SecretId: string,
  token: string,
): Promise<boolean> {
  const { VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId }));
  return VersionIdsToStages[token]?.includes("AWSCURRENT") ?? false;
}

/**
 * The version of a rotation that another token has begun and nobody has ended; undefined: none. Secrets Manager refuses to rotate while
 * there is one. https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html
 */
export async function unfinished(
  client: SecretsManagerClient,
  SecretId: string,
  token: string,
): Promise<string | undefined> {
  const { VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId }));
  const [found] = Object.entries(VersionIdsToStages).filter(
    ([id, stages]) => id !== token && stages.includes("AWSPENDING") && !stages.includes("AWSCURRENT"),
  );
  return found?.[0];
}

/** Gives up a rotation that nobody ends. */
export async function withdraw(
  client: SecretsManagerClient,
  SecretId: string,
  version: string,
): Promise<void> {
  const asked = { SecretId, VersionStage: "AWSPENDING", RemoveFromVersionId: version };
  await client.send(new UpdateSecretVersionStageCommand(asked));
}
