import type { World } from "../world/world.ts";
import { person } from "./person.ts";

/** Waits until access points can be made of the file system with this creation token. */
export async function fileSystemAvailable(world: World, region: string, token: string): Promise<void> {
  const caller = { region, principal: person };
  for (;;) {
    const { FileSystems: [system] = [] } = await world.call(
      "elasticfilesystem",
      "DescribeFileSystems",
      { CreationToken: token },
      caller,
    );
    if (system?.LifeCycleState === "available") return;
    await world.clock.sleep(1000);
  }
}
