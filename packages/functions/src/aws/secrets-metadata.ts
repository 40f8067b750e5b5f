import {
  DescribeSecretCommand,
  type DescribeSecretCommandOutput,
  paginateListSecrets,
  paginateListSecretVersionIds,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type { ConfigurationParts } from "@signalbox/core/backup/configuration/document";

type Metadata = ConfigurationParts["secrets"][string];

/** What there is to know of secrets whose names begin so, by name, without opening one; also of those that wait for their deletion. */
export async function readSecretsMetadata(
  client: SecretsManagerClient,
  start: string,
): Promise<ConfigurationParts["secrets"]> {
  const found: ConfigurationParts["secrets"] = {};
  const asked = { IncludePlannedDeletion: true, Filters: [{ Key: "name" as const, Values: [start] }] };
  // The filter takes words that begin so, whatever their case.
  for await (const { SecretList = [] } of paginateListSecrets({ client }, asked))
    for (const { Name: name = "", ARN: SecretId } of SecretList)
      if (name.startsWith(start))
        found[name] = metadataOf(await client.send(new DescribeSecretCommand({ SecretId })));
  return found;
}

/** Ids of all versions that Secrets Manager has of a secret, those without a label too. */
export async function readKnownVersions(client: SecretsManagerClient, SecretId: string): Promise<string[]> {
  const found: string[] = [];
  const asked = { SecretId, IncludeDeprecated: true };
  for await (const { Versions = [] } of paginateListSecretVersionIds({ client }, asked))
    found.push(...Versions.flatMap(({ VersionId }) => (VersionId === undefined ? [] : [VersionId])));
  return found;
}

const metadataOf = (secret: DescribeSecretCommandOutput): Metadata => ({
  arn: secret.ARN ?? "",
  ...(secret.Description !== undefined && { description: secret.Description }),
  ...(secret.KmsKeyId !== undefined && { keyId: secret.KmsKeyId }),
  rotates: secret.RotationEnabled ?? false,
  ...(secret.PrimaryRegion !== undefined && { primaryRegion: secret.PrimaryRegion }),
  ...(secret.DeletedDate && { deletedAt: secret.DeletedDate.toISOString() }),
  versions: secret.VersionIdsToStages ?? {},
  replicas: (secret.ReplicationStatus ?? []).map(({ Region = "", Status = "", KmsKeyId }) => ({
    region: Region,
    status: Status,
    ...(KmsKeyId !== undefined && { keyId: KmsKeyId }),
  })),
});
