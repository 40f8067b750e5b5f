import type { Filter } from "@aws-sdk/client-secrets-manager";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";
import { tagList } from "../tags.ts";
import { invalidParameter, notFound } from "./error.ts";
import { statusOf } from "./replicas.ts";
import { current, holderOf, isEmpty, type Secret, type Version } from "./secret.ts";

export function getSecretValue(
  secret: Secret,
  { VersionId, VersionStage }: Input<"secretsmanager", "GetSecretValue">,
  now: number,
): Output<"secretsmanager", "GetSecretValue"> {
  const version = versionOf(secret, VersionId, VersionStage);
  secret.accessed = dayOf(now);
  version.accessed = dayOf(now);
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    VersionStages: [...version.stages],
    CreatedDate: version.created,
    ...(version.text !== undefined && { SecretString: version.text }),
    ...(version.bytes && { SecretBinary: version.bytes }),
  };
}

function versionOf(secret: Secret, id: string | undefined, stage: string | undefined): Version {
  if (id === undefined) {
    const label = stage ?? current;
    const held = holderOf(secret, label);
    if (!held || isEmpty(held)) throw notFound(`the specified secret value for staging label: ${label}`);
    return held;
  }
  const version = secret.versions.get(id);
  if (!version || isEmpty(version)) throw notFound(`the specified secret value for VersionId: ${id}`);
  if (stage !== undefined && !version.stages.has(stage))
    throw invalidParameter("You provided a VersionStage that is not associated to the provided VersionId.");
  return version;
}

export function describeSecret(secret: Secret): Output<"secretsmanager", "DescribeSecret"> {
  return {
    ...summary(secret),
    VersionIdsToStages: stagesOf(secret),
    ...(secret.replicas?.size && { ReplicationStatus: statusOf(secret) }),
  };
}

export function listSecrets(
  secrets: readonly Secret[],
  input: Input<"secretsmanager", "ListSecrets">,
): Output<"secretsmanager", "ListSecrets"> {
  refuseUnsupported("secretsmanager:ListSecrets", input, [
    "Filters",
    "IncludePlannedDeletion",
    "MaxResults",
    "NextToken",
    "SortOrder",
  ]);
  const { Filters = [], IncludePlannedDeletion = false, MaxResults = 100, SortOrder = "desc" } = input;
  const found = secrets
    .filter(({ deleted }) => IncludePlannedDeletion || !deleted)
    .filter((secret) => Filters.every((filter) => passes(secret, filter)))
    .sort((a, b) => (SortOrder === "asc" ? 1 : -1) * (a.created.getTime() - b.created.getTime()));
  const { items, nextToken } = page(found, input.NextToken, MaxResults);
  return {
    SecretList: items.map((secret) => ({ ...summary(secret), SecretVersionsToStages: stagesOf(secret) })),
    ...(nextToken && { NextToken: nextToken }),
  };
}

export function listVersions(
  secret: Secret,
  { IncludeDeprecated = false, MaxResults = 100, NextToken }: Input<"secretsmanager", "ListSecretVersionIds">,
): Output<"secretsmanager", "ListSecretVersionIds"> {
  const all = [...secret.versions.values()].filter(({ stages }) => IncludeDeprecated || stages.size > 0);
  const { items, nextToken } = page(all, NextToken, MaxResults);
  return {
    ARN: secret.arn,
    Name: secret.name,
    Versions: items.map(({ id, stages, created, accessed }) => ({
      VersionId: id,
      VersionStages: [...stages],
      CreatedDate: created,
      ...(accessed && { LastAccessedDate: accessed }),
    })),
    ...(nextToken && { NextToken: nextToken }),
  };
}

function stagesOf({ versions }: Secret): Record<string, string[]> {
  return Object.fromEntries(
    [...versions.values()].filter(({ stages }) => stages.size > 0).map(({ id, stages }) => [id, [...stages]]),
  );
}

function summary(secret: Secret) {
  const { arn, name, description, keyId, created, changed, accessed, deleted, tags, rotation } = secret;
  const primary = secret.primary ?? (secret.replicas?.size ? arn.split(":")[3] : undefined);
  return {
    ARN: arn,
    Name: name,
    CreatedDate: created,
    LastChangedDate: changed,
    Tags: tagList(tags),
    ...(description !== undefined && { Description: description }),
    ...(keyId !== undefined && { KmsKeyId: keyId }),
    ...(primary !== undefined && { PrimaryRegion: primary }),
    ...(rotation && {
      RotationEnabled: true,
      RotationLambdaARN: rotation.lambda,
      ...(rotation.rules && { RotationRules: rotation.rules }),
      ...(rotation.rotated && { LastRotatedDate: rotation.rotated }),
    }),
    ...(accessed && { LastAccessedDate: accessed }),
    ...(deleted && { DeletedDate: new Date(deleted.at) }),
  };
}

/** A value that starts with ! keeps out what it fits. Names and tags fit from their start, descriptions from a word's. */
function passes({ name, description = "", tags }: Secret, { Key = "all", Values = [] }: Filter): boolean {
  const words = description.toLowerCase().split(/\s+/);
  const starts = (texts: readonly string[]) => (value: string) =>
    texts.some((text) => text.startsWith(value));
  const inName = starts([name]);
  const inWords = (value: string): boolean => starts(words)(value.toLowerCase());
  const inKeys = starts([...tags.keys()]);
  const inValues = starts([...tags.values()]);
  const tests: Readonly<Record<string, (value: string) => boolean>> = {
    name: inName,
    description: inWords,
    "tag-key": inKeys,
    "tag-value": inValues,
    all: (value) => inName(value) || inWords(value) || inKeys(value) || inValues(value),
  };
  const test = tests[Key];
  if (!test) throw unsupported("secretsmanager:ListSecrets", `the filter ${Key}`);
  return Values.some((value) => (value.startsWith("!") ? !test(value.slice(1)) : test(value)));
}

/** AWS tells the day of an access, not the time. */
function dayOf(now: number): Date {
  return new Date(now - (now % 86_400_000));
}
