import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ReplicateSecretToRegionsCommand,
  type SecretsManagerClient,
  StopReplicationToReplicaCommand,
} from "@aws-sdk/client-secrets-manager";

/** Makes a copy a secret of its own, in the copy's region; answers whether it was a copy. */
export async function standAlone(
  client: SecretsManagerClient,
  name: string,
  region: string,
): Promise<boolean> {
  const { primary } = await readSecret(client, name);
  if (primary === undefined || primary === region) return false;
  await client.send(new StopReplicationToReplicaCommand({ SecretId: name }));
  return true;
}

/** Takes over another region's value of a secret, once for each of its versions; answers whether it was another one. */
export async function takeValue(
  client: SecretsManagerClient,
  from: SecretsManagerClient,
  name: string,
): Promise<boolean> {
  const asked = { SecretId: name };
  const { SecretString, VersionId } = await from.send(new GetSecretValueCommand(asked));
  const here = await client.send(new GetSecretValueCommand(asked));
  if (SecretString === undefined || here.SecretString === SecretString) return false;
  await client.send(new PutSecretValueCommand({ ...asked, SecretString, ClientRequestToken: VersionId }));
  return true;
}

interface Secret {
  readonly keyId: string | undefined;
  /** Where it is a copy of another region's, that region. */
  readonly primary: string | undefined;
  readonly rotates: boolean;
}

export async function readSecret(client: SecretsManagerClient, name: string): Promise<Secret> {
  const asked = new DescribeSecretCommand({ SecretId: name });
  const { KmsKeyId, PrimaryRegion, RotationEnabled = false } = await client.send(asked);
  return { keyId: KmsKeyId, primary: PrimaryRegion, rotates: RotationEnabled };
}

/** Has a region's secret of the same name be a copy from now on, encrypted with the key that it has there; it takes a few seconds. */
export async function copyTo(
  client: SecretsManagerClient,
  name: string,
  { region, keyId }: { readonly region: string; readonly keyId: string | undefined },
): Promise<void> {
  await client.send(
    new ReplicateSecretToRegionsCommand({
      SecretId: name,
      AddReplicaRegions: [{ Region: region, KmsKeyId: keyId }],
      ForceOverwriteReplicaSecret: true,
    }),
  );
}
