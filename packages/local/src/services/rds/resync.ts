import { announce } from "./announce.ts";
import { point, unpoint } from "./build.ts";
import type { Environment } from "./environment.ts";
import { memberAt } from "./member.ts";
import { failoverSnapshot, regionOf } from "./names.ts";
import { followLinks } from "./replication.ts";
import { newSnapshot } from "./snapshots.ts";
import type { Cluster, Global, RegionState, Stale } from "./state.ts";
import { until } from "./until.ts";

/**
 * Makes a member that has another past than the writer a secondary of it, as soon as their regions reach one another. What a
 * former primary has that the writer has not is kept as a snapshot; of its own data nothing stays.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html
 */
export function resynchronize(environment: Environment, global: Global, stale: Stale): void {
  const { world, timing, end } = environment;
  const { databases, clock, links } = world;
  const { state, cluster } = memberAt(environment, stale.arn);
  const said = `of DB cluster ${cluster.id} in Region ${state.region}`;
  world.background(`resynchronization of ${stale.arn}`, async () => {
    const [writer = ""] = global.members;
    /** Another failover or a removal has come before it. */
    const isOver = (): boolean => !global.stale.includes(stale);
    await until(environment, () => isOver() || links.join(state.region, regionOf(writer, "")));
    if (isOver()) return;
    cluster.status = "modifying";
    unpoint(environment, cluster);
    if (stale.tells) announce(environment, "cluster", cluster, "resyncStarted", said);
    if (stale.keeps) await keepPast(environment, state, cluster);
    await clock.sleep(timing.resynchronize, end);
    await until(environment, () => isOver() || links.join(state.region, regionOf(writer, "")));
    if (isOver()) return;
    const primary = memberAt(environment, writer).cluster.database;
    await clock.hold(databases.remove(cluster.database));
    await clock.hold(databases.standby(cluster.database, primary));
    if (isOver() || end.aborted) return;
    global.stale = global.stale.filter((one) => one !== stale);
    cluster.origin = { kind: "standby", of: primary };
    cluster.status = "available";
    followLinks(environment);
    point(environment, state, cluster);
    if (stale.tells) announce(environment, "cluster", cluster, "resyncFinished", said);
  });
}

async function keepPast(environment: Environment, state: RegionState, cluster: Cluster): Promise<void> {
  const { clock, databases } = environment.world;
  const name = failoverSnapshot(cluster.id, clock.now());
  const database = databases.database(cluster.database);
  if (!database || state.snapshots.has(name)) return;
  await clock.hold(database.start());
  const snapshot = newSnapshot(environment, state, cluster, name, []);
  await until(environment, () => snapshot.status !== "creating");
}
