import type { Found } from "@signalbox/core/failover/lacks";
import { type ReleaseGroup, sides } from "@signalbox/core/platform/platform";
import { findDigest } from "../../aws/image.ts";
import { readMaximums } from "../../aws/scalable-target.ts";
import { readServices } from "../../aws/service.ts";
import { readImage } from "../../aws/task-definition.ts";
import type { StepContext } from "../../context.ts";

/** Each ECS service of the region, with the room that its scaling has, and with its image where that is missing. */
export async function findServices(
  { aws, platform }: StepContext,
  serving: Readonly<Record<string, number>>,
): Promise<Found["services"]> {
  const found: Found["services"][number][] = [];
  for (const group of platform.groups) {
    const services = servicesOf(group);
    const names = services.map(({ service }) => service);
    const stateOf = await readServices(aws.ecs, group.cluster, names);
    const most = await readMaximums(aws.applicationAutoScaling, group.cluster, names);
    for (const { name, container, service } of services) {
      const image = await readImage(aws.ecs, stateOf(service).taskDefinition, container);
      const [, tag, digest] = /(?::([\w.-]+))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(image) ?? [];
      const named = digest ? { digest } : { tag: tag ?? "latest" };
      const there = await findDigest(aws.ecr, { repository: group.repository, ...named });
      found.push({
        name: service,
        wanted: serving[name] ?? 0,
        most: most.get(service),
        ...(there === undefined && { missingImage: image }),
      });
    }
  }
  return found;
}

/** Either side may be the one that serves. */
function servicesOf(group: ReleaseGroup): { name: string; container: string; service: string }[] {
  return group.strategy === "canary"
    ? group.services.flatMap(({ name, container, sides: both }) =>
        sides.map((side) => ({ name, container, service: both[side].service })),
      )
    : group.services.map(({ name, container, service }) => ({ name, container, service }));
}
