/// <reference path="../../.sst/platform/config.d.ts" />
import { keeperName } from "@signalbox/core/failover/keeper-variables";
import { isKept } from "@signalbox/core/failover/kept";
import { holderName } from "@signalbox/core/scaling/hold/holder-variables";
import { heldServices } from "@signalbox/core/scaling/hold/holders";
import { sidecarName } from "@signalbox/core/scaling/sidecar/sidecar-variables";
import { collectorImage } from "../../infra/collector";
import { faultAgentImage } from "../../infra/fault-agent";
import { type FirstImageArgs, firstImage } from "../../infra/first-image";
import { imageReplication, imageRepository } from "../../infra/image-repository";
import { leaseKeeperImage } from "../../infra/lease-keeper";
import { replicaSidecarImage } from "../../infra/replica-sidecar";
import { requestHolderImage } from "../../infra/request-holder";
import { otherRegions, type Scope } from "../../infra/scope";

/** An image as the first tasks name it, in the region's own repository. */
export interface DeployedImage {
  readonly repositoryArn: $util.Output<string>;
  readonly uri: $util.Output<string>;
  /** Tasks that start before can pull nothing. */
  readonly pushed: $util.Resource;
}

/** The images of what is ours, where the configuration wants the collector, drills, another region, planned replicas, or none of them at times. */
export const sidecars = {
  collector: "collector",
  faultAgent: "fault-agent",
  leaseKeeper: keeperName,
  replicaSidecar: sidecarName,
  requestHolder: holderName,
} as const;

/**
 * A repository of each image in this region, with its first image. A push goes to the primary's and is copied from there
 * to all others, so that a standby starts tasks with no help of the primary.
 */
export function images(scope: Scope, keyArn: $util.Output<string>): (image: string) => DeployedImage {
  const { config, region } = scope;
  const others = otherRegions(scope);
  if (region.role === "primary" && others.length > 0) imageReplication(scope, others);
  const pulled = {
    ...config.images,
    ...(config.observability.collector && { [sidecars.collector]: collectorImage }),
    ...(config.features.chaos && { [sidecars.faultAgent]: faultAgentImage }),
  };
  const wanted = [
    ...Object.entries(pulled).map(([name, { source, version }]) => ({ name, from: { source }, version })),
    ...(Object.values(config.services).some((service) => isKept(config, service))
      ? [{ name: sidecars.leaseKeeper, from: leaseKeeperImage, version: leaseKeeperImage.version }]
      : []),
    ...(Object.keys(config.inference.services).length > 0
      ? [{ name: sidecars.replicaSidecar, from: replicaSidecarImage, version: replicaSidecarImage.version }]
      : []),
    ...(heldServices(config).length > 0
      ? [{ name: sidecars.requestHolder, from: requestHolderImage, version: requestHolderImage.version }]
      : []),
  ];
  // Images for GPUs are often built for x86 alone.
  const platformsOf = (image: string): FirstImageArgs["platforms"] =>
    Object.values(config.services).some((service) => service.image === image && service.gpu)
      ? ["linux/amd64"]
      : ["linux/amd64", "linux/arm64"];
  const deployed = Object.fromEntries(
    wanted.map(({ name, ...image }) => {
      const repository = imageRepository(scope, name, keyArn);
      return [
        name,
        {
          repositoryArn: repository.arn,
          ...firstImage(scope, name, { ...image, repository, platforms: platformsOf(name) }),
        },
      ];
    }),
  );
  return (image) => {
    const found = deployed[image];
    if (found === undefined) throw new Error(`a service runs the image ${image}, which is not in images`);
    return found;
  };
}
