import type { ImageDetail, ImageFailure, ImageIdentifier } from "@aws-sdk/client-ecr";
import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { readManifest, sizeOf } from "./manifest.ts";
import { findImage, identifiers, type Registry, type Repository, type StoredImage } from "./repository.ts";

export function batchGetImage(
  registry: Registry,
  input: Input<"ecr", "BatchGetImage">,
): Output<"ecr", "BatchGetImage"> {
  refuseUnsupported("BatchGetImage", input, ["registryId", "repositoryName", "imageIds"]);
  const repository = registry.repository(input);
  const ids = input.imageIds ?? [];
  return {
    images: ids.flatMap((id) => {
      const image = findImage(repository, id);
      return image ? [describe(registry, repository, image, id)] : [];
    }),
    failures: failures(repository, ids),
  };
}

/** Why each of the identifiers that name no image does not. */
export function failures(repository: Repository, ids: readonly ImageIdentifier[]): ImageFailure[] {
  return ids
    .filter((id) => !findImage(repository, id))
    .map((imageId) => {
      if (imageId.imageDigest === undefined && imageId.imageTag === undefined)
        return {
          imageId,
          failureCode: "MissingDigestAndTag",
          failureReason: "Invalid request parameters: both tag and digest cannot be null",
        };
      if (imageId.imageDigest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(imageId.imageDigest))
        return {
          imageId,
          failureCode: "InvalidImageDigest",
          failureReason:
            "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'",
        };
      if (repository.images.has(imageId.imageDigest ?? ""))
        return {
          imageId,
          failureCode: "ImageTagDoesNotMatchDigest",
          failureReason: "Requested image digest does not match the tag",
        };
      return { imageId, failureCode: "ImageNotFound", failureReason: "Requested image not found" };
    });
}

function describe(registry: Registry, repository: Repository, image: StoredImage, id: ImageIdentifier) {
  return {
    registryId: registry.id,
    repositoryName: repository.description.repositoryName,
    imageId: { ...id, imageDigest: image.digest },
    imageManifest: image.manifest,
    imageManifestMediaType: image.mediaType,
  };
}

type TagFilter = { tagStatus?: "TAGGED" | "UNTAGGED" | "ANY" | undefined };

function select(repository: Repository, filter: TagFilter | undefined): StoredImage[] {
  const status = filter?.tagStatus ?? "ANY";
  return [...repository.images.values()].filter(
    (image) => status === "ANY" || image.tags.size > 0 === (status === "TAGGED"),
  );
}

export function listImages(
  registry: Registry,
  input: Input<"ecr", "ListImages">,
): Output<"ecr", "ListImages"> {
  const { tagStatus, ...otherFilters } = input.filter ?? {};
  refuseUnsupported("ListImages", otherFilters, []);
  const ids = select(registry.repository(input), { tagStatus }).flatMap(identifiers);
  const { items, ...next } = page(ids, input.nextToken, input.maxResults ?? 100);
  return { imageIds: items, ...next };
}

export function describeImages(
  registry: Registry,
  input: Input<"ecr", "DescribeImages">,
): Output<"ecr", "DescribeImages"> {
  const { tagStatus, ...otherFilters } = input.filter ?? {};
  refuseUnsupported("DescribeImages", otherFilters, []);
  const repository = registry.repository(input);
  const images = input.imageIds
    ? input.imageIds.map((id) => findImage(repository, id) ?? missing(registry, repository, id))
    : select(repository, { tagStatus });
  const { items, ...next } = page([...new Set(images)], input.nextToken, input.maxResults ?? 100);
  return { imageDetails: items.map((image) => detail(registry, repository, image)), ...next };
}

function missing(registry: Registry, repository: Repository, id: ImageIdentifier): never {
  throw new AwsError(
    "ImageNotFoundException",
    `The image with imageId {imageDigest:'${id.imageDigest ?? "null"}', imageTag:'${id.imageTag ?? "null"}'} does not exist within the repository with name '${repository.description.repositoryName}' in the registry with id '${registry.id}'`,
  );
}

function detail(registry: Registry, repository: Repository, image: StoredImage): ImageDetail {
  const manifest = readManifest(image.manifest);
  return {
    registryId: registry.id,
    repositoryName: repository.description.repositoryName,
    imageDigest: image.digest,
    ...(image.tags.size > 0 && { imageTags: [...image.tags] }),
    imageSizeInBytes: sizeOf(manifest),
    imagePushedAt: image.pushedAt,
    imageManifestMediaType: image.mediaType,
    ...(manifest.config?.mediaType && { artifactMediaType: manifest.config.mediaType }),
  };
}
