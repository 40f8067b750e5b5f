import type { CallContext, Input, Output } from "../service.ts";
import { imageEvent, type Teller } from "./image-event.ts";
import { failures } from "./read-images.ts";
import { findImage, identifiers, type Registry } from "./repository.ts";

/** A tag deleted takes the image with it when it was the last one; a digest deleted takes all tags. */
export function batchDeleteImage(
  teller: Teller,
  registry: Registry,
  input: Input<"ecr", "BatchDeleteImage">,
  { region }: CallContext,
): Output<"ecr", "BatchDeleteImage"> {
  const repository = registry.repository(input);
  const ids = input.imageIds ?? [];
  const failed = failures(repository, ids);
  const deleted = ids.flatMap((id) => {
    const image = findImage(repository, id);
    if (!image) return [];
    const gone = id.imageTag === undefined ? identifiers(image) : [{ ...id, imageDigest: image.digest }];
    for (const { imageTag } of gone) if (imageTag !== undefined) image.tags.delete(imageTag);
    if (image.tags.size === 0) repository.images.delete(image.digest);
    return gone;
  });
  for (const { imageDigest = "", imageTag = "" } of deleted)
    imageEvent(teller, region, {
      action: "DELETE",
      repository: repository.description.repositoryName,
      digest: imageDigest,
      tag: imageTag,
    });
  return { imageIds: deleted, failures: failed };
}
