import { Platform } from "@signalbox/core/platform/platform";
import { platformVariable } from "@signalbox/functions/runtime";
import { person } from "../../deploy/person.ts";
import type { World } from "../../world/world.ts";

/** The Lambda whose environment holds the platform, as the deployment wrote it. */
const holder = "signalbox-release";

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
  try {
    const { Environment } = await world.call(
      "lambda",
      "GetFunctionConfiguration",
      { FunctionName: holder },
      { region, principal: person },
    );
    return Platform.parse(JSON.parse(Environment?.Variables?.[platformVariable] ?? "null"));
  } catch {
    // Not deployed here, or not yet.
    return undefined;
  }
}
