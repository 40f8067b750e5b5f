import type { Environment } from "./environment.ts";
import { regionOf } from "./names.ts";
import type { Cluster, Global } from "./state.ts";

const minuteMs = 60_000;

/** Lets each secondary hear its writer as the links between their regions are. */
export function followLinks(environment: Environment): void {
  const { databases, links } = environment.world;
  for (const { cluster, from, to } of secondaries(environment))
    databases
      .database(cluster.database)
      ?.delay(Math.max(environment.timing.replicationLag, links.lateMs("database", from, to)));
}

/** Tells each secondary's region every minute how far behind it is. */
export function tellLags(environment: Environment): void {
  const { world, end } = environment;
  world.background("lags of global clusters", async () => {
    while (!end.aborted) {
      await world.clock.sleep(minuteMs, end);
      for (const { cluster, to } of secondaries(environment)) {
        const arrived = world.databases.database(cluster.database)?.arrivedTo();
        if (arrived === undefined || !world.links.join(to, to)) continue;
        // Storage and commits arrive together here, so that both are one number.
        for (const metric of ["AuroraGlobalDBReplicationLag", "AuroraGlobalDBRPOLag"])
          world.metrics.publish({
            region: to,
            namespace: "AWS/RDS",
            metric,
            dimensions: { DBClusterIdentifier: cluster.id },
            value: world.clock.now() - arrived,
            unit: "Milliseconds",
          });
      }
    }
  });
}

/** Those that are there and follow their writer. */
function secondaries({ globals, at }: Environment) {
  return [...globals.values()].flatMap(({ members: [writer = "", ...readers], stale }: Global) =>
    readers.flatMap((arn): { cluster: Cluster; from: string; to: string }[] => {
      const to = regionOf(arn, "");
      const cluster = [...at(to).clusters.values()].find((one) => one.arn === arn);
      if (!cluster || stale.some((one) => one.arn === arn)) return [];
      return [{ cluster, from: regionOf(writer, ""), to }];
    }),
  );
}
