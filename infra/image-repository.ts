/// <reference path="../.sst/platform/config.d.ts" />
import { pascalCase, type Scope } from "./scope";

/** Releases pin digests, so only what nothing names any more may go. */
const lifecycle = {
  rules: [
    {
      rulePriority: 1,
      description: "What no tag names; the parts of an image for several processors stay with it",
      selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
      action: { type: "expire" },
    },
    {
      rulePriority: 2,
      description: "The last 200 versions are more than a rollback ever reaches",
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 200 },
      action: { type: "expire" },
    },
  ],
};

/** The repository of one image in one region: scanned, encrypted with our key; a tag never moves. */
export function imageRepository(scope: Scope, image: string, keyArn: $util.Input<string>) {
  const { permanent } = scope.config;
  const repository = new aws.ecr.Repository(
    scope.id(`${pascalCase(image)}Repository`),
    {
      name: scope.names.repository(image),
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: keyArn }],
      forceDelete: !permanent,
    },
    scope.options({ retainOnDelete: permanent }),
  );
  new aws.ecr.LifecyclePolicy(
    scope.id(`${pascalCase(image)}RepositoryLifecycle`),
    { repository: repository.name, policy: JSON.stringify(lifecycle) },
    scope.options(),
  );
  return repository;
}

/**
 * Copies every later push to the other regions, by prefix. An account has one such configuration in a region, which is why
 * two stages do not share an account.
 */
export function imageReplication(scope: Scope, regions: readonly string[]) {
  return new aws.ecr.ReplicationConfiguration(
    scope.id("ImageReplication"),
    {
      replicationConfiguration: {
        rules: [
          {
            destinations: regions.map((region) => ({ region, registryId: scope.account })),
            repositoryFilters: [{ filter: scope.names.repository(""), filterType: "PREFIX_MATCH" }],
          },
        ],
      },
    },
    scope.options(),
  );
}
