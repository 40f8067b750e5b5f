import {
  DescribeSecretCommand,
  RotateSecretCommand,
  type SecretsManagerClient,
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
