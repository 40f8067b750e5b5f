import {
  DescribeSecretCommand,
  RotateSecretCommand,
  type SecretsManagerClient,
  StopReplicationToReplicaCommand,
} from "@aws-sdk/client-secrets-manager";

/** Makes a copy a secret of its own, in the copy's region; answers whether it was a copy. */
export async function standAlone(
  client: SecretsManagerClient,
  name: string,
  region: string,
): Promise<boolean> {
  const { PrimaryRegion } = await client.send(new DescribeSecretCommand({ SecretId: name }));
  if (PrimaryRegion === undefined || PrimaryRegion === region) return false;
  await client.send(new StopReplicationToReplicaCommand({ SecretId: name }));
  return true;
}

/** Rotates a secret once for a token, and from then on as often as `days` says. */
export async function rotate(
  client: SecretsManagerClient,
  name: string,
  { lambdaArn, token, days }: { readonly lambdaArn: string; readonly token: string; readonly days: number },
): Promise<void> {
  await client.send(
    new RotateSecretCommand({
      SecretId: name,
      ClientRequestToken: token,
      RotationLambdaARN: lambdaArn,
      RotationRules: { AutomaticallyAfterDays: days },
      RotateImmediately: true,
    }),
  );
}
