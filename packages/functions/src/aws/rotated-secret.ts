import {
  DescribeSecretCommand,
  RotateSecretCommand,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

/** Whether a secret is rotated at all, and in which region it is no copy. */
export async function readRotation(
  client: SecretsManagerClient,
  SecretId: string,
): Promise<{ readonly rotates: boolean; readonly home: string | undefined }> {
  const { RotationEnabled = false, PrimaryRegion } = await client.send(
    new DescribeSecretCommand({ SecretId }),
  );
  return { rotates: RotationEnabled, home: PrimaryRegion };
}

/** Has its function make another version, once for a token. */
export async function rotateNow(
  client: SecretsManagerClient,
  SecretId: string,
  token: string,
): Promise<void> {
  await client.send(
    new RotateSecretCommand({ SecretId, ClientRequestToken: token, RotateImmediately: true }),
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
