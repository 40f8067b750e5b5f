import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { readManifest } from "./manifest.ts";
import { findImage, type Registry } from "./repository.ts";

/** Annotation of an image's manifest: what a scan finds in it, as JSON by severity, such as {"CRITICAL":1}. */
export const findingsAnnotation = "dev.signalbox.findings";

/** How long a scan takes here; AWS gives no figure. */
const scanMs = 45_000;

/** What basic scanning on push has found. A double has nothing to scan: its manifest says what would be found. */
export function describeImageScanFindings(
  registry: Registry,
  input: Input<"ecr", "DescribeImageScanFindings">,
  now: number,
): Output<"ecr", "DescribeImageScanFindings"> {
  refuseUnsupported("DescribeImageScanFindings", input, [
    "registryId",
    "repositoryName",
    "imageId",
    "maxResults",
  ]);
  const repository = registry.repository(input);
  const id = input.imageId ?? {};
  const name = repository.description.repositoryName;
  const image = findImage(repository, id);
  const which = `imageId {imageDigest:'${id.imageDigest ?? "null"}', imageTag:'${id.imageTag ?? "null"}'}`;
  if (!image)
    throw new AwsError(
      "ImageNotFoundException",
      `The image with ${which} does not exist within the repository with name '${name}' in the registry with id '${registry.id}'`,
    );
  if (!repository.description.imageScanningConfiguration?.scanOnPush)
    throw new AwsError(
      "ScanNotFoundException",
      `Image scan does not exist for the image with ${which} in the repository with name '${name}' in the registry with id '${registry.id}'`,
    );
  const about = {
    registryId: registry.id,
    repositoryName: name,
    imageId: { ...id, imageDigest: image.digest },
  };
  const completedAt = image.pushedAt.getTime() + scanMs;
  if (now < completedAt) return { ...about, imageScanStatus: { status: "IN_PROGRESS" } };
  return {
    ...about,
    imageScanStatus: { status: "COMPLETE", description: "The scan was completed successfully." },
    imageScanFindings: {
      imageScanCompletedAt: new Date(completedAt),
      vulnerabilitySourceUpdatedAt: image.pushedAt,
      findingSeverityCounts: JSON.parse(
        readManifest(image.manifest).annotations?.[findingsAnnotation] ?? "{}",
      ),
      findings: [],
    },
  };
}
