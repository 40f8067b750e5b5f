import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { CallContext, Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import type { Registry } from "./repository.ts";

/** AWS's rule for names: lower-case words, joined by . _ - or /. */
const namePattern = /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

export const repositoryArn = (account: string, region: string, name: string): string =>
  `arn:aws:ecr:${region}:${account}:repository/${name}`;

export function createRepository(
  registry: Registry,
  input: Input<"ecr", "CreateRepository">,
  { region }: CallContext,
  now: Date,
): Output<"ecr", "CreateRepository"> {
  refuseUnsupported("CreateRepository", input, [
    "repositoryName",
    "imageTagMutability",
    "imageScanningConfiguration",
    "registryId",
  ]);
  const name = input.repositoryName ?? "";
  if (name.length < 2 || name.length > 256 || !namePattern.test(name))
    throw new AwsError(
      "InvalidParameterException",
      `Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression '${namePattern.source}''`,
    );
  const mutability = input.imageTagMutability ?? "MUTABLE";
  if (mutability !== "MUTABLE" && mutability !== "IMMUTABLE")
    throw new AwsError(
      "NotImplementedException",
      `the local cloud does not implement the tag mutability ${mutability}; it has IMMUTABLE, MUTABLE`,
      { statusCode: 501 },
    );
  if (registry.repositories.has(name))
    throw new AwsError(
      "RepositoryAlreadyExistsException",
      `The repository with name '${name}' already exists in the registry with id '${registry.id}'`,
    );
  const description = {
    repositoryArn: repositoryArn(registry.id, region, name),
    registryId: registry.id,
    repositoryName: name,
    repositoryUri: `${registry.id}.dkr.ecr.${region}.amazonaws.com/${name}`,
    createdAt: now,
    imageTagMutability: mutability,
    imageScanningConfiguration: { scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false },
    encryptionConfiguration: { encryptionType: "AES256" as const },
  };
  registry.repositories.set(name, { description, immutable: mutability === "IMMUTABLE", images: new Map() });
  return { repository: description };
}

export function describeRepositories(
  registry: Registry,
  input: Input<"ecr", "DescribeRepositories">,
): Output<"ecr", "DescribeRepositories"> {
  const { repositoryNames, registryId } = input;
  const found = repositoryNames?.map((repositoryName) =>
    registry.repository({ repositoryName, registryId }),
  ) ?? [...registry.repositories.values()];
  const { items, ...next } = page(found, input.nextToken, input.maxResults ?? 100);
  return { repositories: items.map(({ description }) => description), ...next };
}
