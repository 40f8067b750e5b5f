import { PutImageCommand } from "@aws-sdk/client-ecr";
import type { Clock } from "@signalbox/core/clock";
import type { BehaviourName } from "@signalbox/local/images/behaviour";
import { imageManifest } from "@signalbox/local/images/manifest";
import type { UpgradeName } from "@signalbox/local/images/upgrade";
import { type Cloud, connectRegistry } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import { listReleases } from "../releases/list.ts";
import type { ReleaseView } from "../releases/view.ts";
import { UserError } from "../user-error.ts";

/** An image that a tour brings out. */
export interface TourImage {
  readonly repository: string;
  readonly tag: string;
  readonly behaviour: BehaviourName;
  /** What its migration does; nothing unless said. */
  readonly upgrade?: UpgradeName;
}

/** ECR's event comes within a second; a cold machine may be slow. */
const patienceMs = 15_000;
const lookMs = 100;

/** Pushes the image through the endpoint, as `aws ecr put-image` does, and finds the release that ECR's event starts. */
export async function pushImage(
  cloud: Cloud,
  deployment: Deployment,
  { repository, tag, ...manner }: TourImage,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<ReleaseView> {
  const registry = connectRegistry(cloud.target);
  const imageManifestText = imageManifest({ version: tag, ...manner });
  await registry.send(
    new PutImageCommand({
      repositoryName: repository,
      imageTag: tag,
      imageManifest: imageManifestText,
      imageManifestMediaType: "application/vnd.oci.image.manifest.v1+json",
    }),
  );
  const deadline = clock.now() + patienceMs;
  while (clock.now() < deadline) {
    const started = await listReleases(cloud, deployment, 5);
    const found = started.find((release) => release.image === `${repository}:${tag}`);
    if (found) return found;
    await clock.sleep(lookMs, signal);
  }
  throw new UserError(
    `the push of ${repository}:${tag} started no release`,
    `no execution of ${deployment.stateMachineArn} has this image ${patienceMs / 1000} s after the push`,
    "aws events describe-rule and list-targets-by-rule show what ECR's event should have started",
  );
}
