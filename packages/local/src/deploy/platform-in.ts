import { platformOf } from "@signalbox/core/platform/documents";
import type { Platform } from "@signalbox/core/platform/platform";
import type { World } from "../world/world.ts";
import { person } from "./person.ts";

/** The platform of a region, as the deployment wrote it under `path`. Throws an Error where there is none. */
export async function platformIn(world: World, region: string, path: string): Promise<Platform> {
  const caller = { region, principal: person };
  const parameters: { name: string; value: string }[] = [];
  let NextToken: string | undefined;
  do {
    const page = await world.call(
      "ssm",
      "GetParametersByPath",
      { Path: path, Recursive: true, NextToken },
      caller,
    );
    for (const { Name: name = "", Value: value = "" } of page.Parameters ?? [])
      parameters.push({ name, value });
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return platformOf(path, parameters);
}
