import type { RollingServiceDocument } from "@signalbox/core/console/documents";
import type { RollingGroup, RollingService } from "@signalbox/core/platform/platform";
import { person } from "../../deploy/person.ts";
import type { World } from "../../world/world.ts";
import { imageOf } from "./image-of.ts";
import { readDeployment } from "./read-deployment.ts";
import { healthyTargets } from "./read-side.ts";
import type { SeenTraffic } from "./seen-traffic.ts";

/** Each service of a group that ECS replaces task by task, with its newest deployment. */
export async function readRolling(
  world: World,
  region: string,
  { cluster, services }: RollingGroup,
  seen: SeenTraffic,
): Promise<RollingServiceDocument[]> {
  return await Promise.all(services.map((service) => readService(world, region, cluster, service, seen)));
}

async function readService(
  world: World,
  region: string,
  cluster: string,
  { name, service, container, targetGroupArn }: RollingService,
  seen: SeenTraffic,
): Promise<RollingServiceDocument> {
  const input = { cluster, services: [service] };
  const { services = [] } = await world.call("ecs", "DescribeServices", input, { region, principal: person });
  const [found] = services;
  const deployment = await readDeployment(world, region, cluster, { service, container });
  return {
    name,
    service,
    image: await imageOf(world, region, found?.taskDefinition, container),
    desired: found?.desiredCount ?? 0,
    running: found?.runningCount ?? 0,
    ...(targetGroupArn !== undefined && {
      healthy: await healthyTargets(world, region, targetGroupArn),
      requests: seen.requests(targetGroupArn),
    }),
    ...(deployment && { deployment: deployment.document }),
  };
}
