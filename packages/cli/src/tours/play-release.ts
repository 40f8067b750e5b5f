import type { CanaryGroup, Side } from "@signalbox/core/platform/platform";
import { readDeployment } from "../cloud/platform.ts";
import type { ReleaseDetail } from "../releases/detail.ts";
import { readWeights, type WayBack, watchAlarms } from "./alarm-watch.ts";
import { pushImage, type TourImage } from "./push-image.ts";
import { follow } from "./releases/follow.ts";
import type { Stage } from "./tour.ts";

/** A release that a tour started by a push, from its first event to its report. */
export interface PlayedRelease {
  readonly image: TourImage;
  readonly detail: ReleaseDetail;
  /** Real seconds from push to end. */
  readonly realSeconds: number;
  /** Undefined where no alarm of the policy went off. */
  readonly wayBack: WayBack | undefined;
}

/** Pushes an image and follows the release that comes of it, with a line for each state. */
export async function playRelease(
  { booted, cloud, io }: Stage,
  group: CanaryGroup,
  image: TourImage,
): Promise<PlayedRelease> {
  const { clock, interrupted: signal } = io;
  const deployment = await readDeployment(cloud);
  const stable = await stableSide(booted.world, deployment.region, group);
  const alarms = watchAlarms(booted.world, deployment.region, group, stable, clock);
  const started = clock.now();
  try {
    const { executionArn, id } = await pushImage(cloud, deployment, image, { clock, signal });
    io.err(io.colors.dim(`ECR's event started ${id}`));
    const detail = await follow({ cloud, deployment, io }, executionArn);
    return { image, detail, realSeconds: (clock.now() - started) / 1000, wayBack: alarms.wayBack() };
  } finally {
    alarms.stop();
  }
}

async function stableSide(
  world: Stage["booted"]["world"],
  region: string,
  group: CanaryGroup,
): Promise<Side> {
  const rules = await readWeights(world, region, group);
  return rules.every(({ blue, green }) => blue >= green) ? "blue" : "green";
}
