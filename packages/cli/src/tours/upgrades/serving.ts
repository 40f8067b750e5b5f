import { sides } from "@signalbox/core/platform/platform";
import { groupNamed } from "../../cloud/platform.ts";
import type { Play } from "../scenes/scene.ts";

/** Images that a canary's group runs in a region, each once. */
export async function imagesIn({ booted: { world }, deployment }: Play, region: string, name: string) {
  const caller = { region, principal: { kind: "person" } } as const;
  const group = groupNamed(deployment, name);
  if (group.strategy !== "canary") throw new Error(`${name} is not released by canary`);
  const names = group.services.flatMap((each) => sides.map((side) => each.sides[side].service));
  const asked = { cluster: group.cluster, services: names };
  const { services = [] } = await world.call("ecs", "DescribeServices", asked, caller);
  const images = new Set<string>();
  for (const { taskDefinition } of services.filter(({ desiredCount = 0 }) => desiredCount > 0)) {
    const found = await world.call("ecs", "DescribeTaskDefinition", { taskDefinition }, caller);
    for (const { image = "" } of found.taskDefinition?.containerDefinitions ?? [])
      images.add(image.replace(/^[^/]+\//, ""));
  }
  return [...images].toSorted();
}
