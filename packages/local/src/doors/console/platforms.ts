import { pathOf, platformMark } from "@signalbox/core/platform/documents";
import type { Platform } from "@signalbox/core/platform/platform";
import { person } from "../../deploy/person.ts";
import { platformIn } from "../../deploy/platform-in.ts";
import type { World } from "../../world/world.ts";

/** The platforms of the regions that have one; a region without is asked again, since one may still be deployed. */
export function platformsOf(world: World): () => Promise<readonly Platform[]> {
  const found = new Map<string, Platform>();
  return async () => {
    for (const region of world.regions) {
      if (found.has(region)) continue;
      const platform = await read(world, region);
      if (platform) found.set(region, platform);
    }
    return [...found.values()];
  };
}

async function read(world: World, region: string): Promise<Platform | undefined> {
  const caller = { region, principal: person };
  const ParameterFilters = [{ Key: "Name", Option: "Contains", Values: [platformMark] }];
  try {
    const { Parameters = [] } = await world.call("ssm", "DescribeParameters", { ParameterFilters }, caller);
    const [path] = Parameters.flatMap(({ Name = "" }) => pathOf(Name) ?? []);
    return path === undefined ? undefined : await platformIn(world, region, path);
  } catch {
    // Not deployed here, or not yet.
    return undefined;
  }
}
