import type { World } from "../world/world.ts";
import { person } from "./person.ts";

/** Waits until the cluster that a global one was put around can be followed by others. */
export async function clusterAvailable(world: World, region: string, id: string): Promise<void> {
  const caller = { region, principal: person };
  for (;;) {
    const { DBClusters: [cluster] = [] } = await world.call(
      "rds",
      "DescribeDBClusters",
      { DBClusterIdentifier: id },
      caller,
    );
    if (cluster?.Status === "available") return;
    if (cluster?.Status === "failed") throw new Error(`the database ${id} could not be created`);
    await world.clock.sleep(1000);
  }
}
