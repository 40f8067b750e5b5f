import { AwsError } from "../error.ts";
import type { Regional } from "../regional.ts";
import type { CallContext, Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { imageEvent, type Teller } from "./image-event.ts";
import { digestOf, dockerManifest, readManifest } from "./manifest.ts";
import { replicate } from "./replication.ts";
import { findImage, type Registry } from "./repository.ts";

/** Stores a manifest under its digest and tag, and has it replicated. Layers are not kept, so AWS's LayersNotFoundException never comes. */
export function putImage(
  teller: Teller,
  registries: Regional<Registry>,
  input: Input<"ecr", "PutImage">,
  { region }: CallContext,
): Output<"ecr", "PutImage"> {
  refuseUnsupported("PutImage", input, [
    "registryId",
    "repositoryName",
    "imageManifest",
    "imageManifestMediaType",
    "imageTag",
    "imageDigest",
  ]);
  const registry = registries(region);
  const repository = registry.repository(input);
  const name = repository.description.repositoryName;
  const text = input.imageManifest ?? "";
  const manifest = readManifest(text);
  const digest = digestOf(text);
  if (input.imageDigest !== undefined && input.imageDigest !== digest)
    throw new AwsError(
      "ImageDigestDoesNotMatchException",
      `The provided image digest '${input.imageDigest}' does not match the digest '${digest}' of the manifest`,
    );
  const tag = input.imageTag;
  const known = repository.images.get(digest);
  if (known && (tag === undefined || known.tags.has(tag)))
    throw new AwsError(
      "ImageAlreadyExistsException",
      `Image with digest '${digest}' and tag '${tag ?? "null"}' already exists in the repository with name '${name}' in registry with id '${registry.id}'`,
    );
  const holder = tag === undefined ? undefined : findImage(repository, { imageTag: tag });
  if (holder && repository.immutable)
    throw new AwsError(
      "ImageTagAlreadyExistsException",
      `The image tag '${tag}' already exists in the '${name}' repository and cannot be overwritten because the repository is immutable.`,
    );
  const image = known ?? {
    digest,
    manifest: text,
    mediaType: input.imageManifestMediaType ?? manifest.mediaType ?? dockerManifest,
    pushedAt: new Date(teller.world.clock.now()),
    tags: new Set<string>(),
  };
  if (tag !== undefined) {
    holder?.tags.delete(tag);
    image.tags.add(tag);
  }
  repository.images.set(digest, image);
  replicate(teller, registries, { region, repository: name, image, tag });
  imageEvent(teller, region, { action: "PUSH", repository: name, digest, tag: tag ?? "" });
  return {
    image: {
      registryId: registry.id,
      repositoryName: name,
      imageId: { imageDigest: digest, ...(tag !== undefined && { imageTag: tag }) },
      imageManifest: text,
      imageManifestMediaType: image.mediaType,
    },
  };
}
