import type { CanaryGroup } from "@signalbox/core/platform/platform";
import { sides } from "@signalbox/core/platform/platform";
import type { World } from "../world/world.ts";
import { person } from "./person.ts";

const pollMs = 500;

/**
 * Resolves once each side of each service of a group has as many healthy targets as its service wants tasks, or after `patienceMs`: a side
 * with a candidate that fails never has.
 */
export async function untilServing(
  world: World,
  region: string,
  group: CanaryGroup,
  patienceMs = Number.POSITIVE_INFINITY,
): Promise<void> {
  const deadline = world.clock.now() + patienceMs;
  while (world.clock.now() < deadline) {
    const serving = await Promise.all(
      group.services.flatMap((each) =>
        sides.map((side) => serves(world, region, group.cluster, each.sides[side])),
      ),
    );
    if (serving.every(Boolean)) return;
    await world.clock.sleep(pollMs);
  }
}

async function serves(
  world: World,
  region: string,
  cluster: string,
  { service, targetGroupArn: TargetGroupArn }: CanaryGroup["services"][number]["sides"]["blue"],
): Promise<boolean> {
  const caller = { region, principal: person };
  const { services } = await world.call("ecs", "DescribeServices", { cluster, services: [service] }, caller);
  const health = await world.call("elasticloadbalancing", "DescribeTargetHealth", { TargetGroupArn }, caller);
  const targets = health.TargetHealthDescriptions ?? [];
  const healthy = targets.filter(({ TargetHealth }) => TargetHealth?.State === "healthy").length;
  return healthy >= (services?.[0]?.desiredCount ?? 0);
}
