import type { Repository as Description, ImageIdentifier, ReplicationRule } from "@aws-sdk/client-ecr";
import { AwsError } from "../error.ts";

export interface StoredImage {
  readonly digest: string;
  readonly manifest: string;
  readonly mediaType: string;
  readonly pushedAt: Date;
  readonly tags: Set<string>;
}

export interface Repository {
  readonly description: Description & { readonly repositoryName: string; readonly repositoryArn: string };
  readonly immutable: boolean;
  /** By digest. */
  readonly images: Map<string, StoredImage>;
}

/** The repositories of one region. */
export class Registry {
  readonly id: string;
  readonly repositories = new Map<string, Repository>();
  /** Where pushes are copied to. */
  replication: readonly ReplicationRule[] = [];

  constructor(account: string) {
    this.id = account;
  }

  repository(input: { repositoryName?: string | undefined; registryId?: string | undefined }): Repository {
    const found =
      (input.registryId ?? this.id) === this.id
        ? this.repositories.get(input.repositoryName ?? "")
        : undefined;
    if (!found)
      throw new AwsError(
        "RepositoryNotFoundException",
        `The repository with name '${input.repositoryName}' does not exist in the registry with id '${input.registryId ?? this.id}'`,
      );
    return found;
  }
}

/** The image of a tag, a digest or both; undefined when there is none, or when tag and digest disagree. */
export function findImage(repository: Repository, id: ImageIdentifier): StoredImage | undefined {
  if (id.imageDigest !== undefined) {
    const image = repository.images.get(id.imageDigest);
    return id.imageTag === undefined || image?.tags.has(id.imageTag) ? image : undefined;
  }
  const tag = id.imageTag;
  if (tag === undefined) return undefined;
  return repository.images.values().find((image) => image.tags.has(tag));
}

/** One identifier for each tag, or the bare digest of an image without tags. */
export function identifiers(image: StoredImage): ImageIdentifier[] {
  if (image.tags.size === 0) return [{ imageDigest: image.digest }];
  return [...image.tags].map((imageTag) => ({ imageDigest: image.digest, imageTag }));
}
