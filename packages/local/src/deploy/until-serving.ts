import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import { sides } from "@signalbox/core/platform/platform";
import type { World } from "../world/world.ts";
import { person } from "./person.ts";

const pollMs = 500;

/** Resolves once a group's service that wants tasks has as many healthy targets as it wants. */
export async function untilServing(world: World, region: string, group: ReleaseGroup): Promise<void> {
  const caller = { region, principal: person };
  const services = sides.map((side) => group.sides[side].service);
  const { cluster } = group;
  for (;;) {
    const described = await world.call("ecs", "DescribeServices", { cluster, services }, caller);
    const wanted = described.services?.reduce((sum, service) => sum + (service.desiredCount ?? 0), 0) ?? 0;
    let healthy = 0;
    for (const side of sides) {
      const { targetGroupArn: TargetGroupArn } = group.sides[side];
      const health = await world.call(
        "elasticloadbalancing",
        "DescribeTargetHealth",
        { TargetGroupArn },
        caller,
      );
      healthy +=
        health.TargetHealthDescriptions?.filter((target) => target.TargetHealth?.State === "healthy")
          .length ?? 0;
    }
    if (healthy >= wanted) return;
    await world.clock.sleep(pollMs);
  }
}
