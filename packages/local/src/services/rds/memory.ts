import type { Memory } from "../service.ts";
import { build, point } from "./build.ts";
import { change, vanish } from "./change-cluster.ts";
import type { Environment } from "./environment.ts";
import { boot, leave } from "./instances.ts";
import { runMove } from "./moving.ts";
import { followLinks } from "./replication.ts";
import { resynchronize } from "./resync.ts";
import { take } from "./snapshots.ts";
import type { Global, RegionState } from "./state.ts";

const globalPart = "global";

/** What RDS says of its databases; they themselves are kept in their folders. Jobs begin anew. */
export function memory(environment: Environment): Memory {
  const { at, globals, world } = environment;
  const regions = () => [...at.known().values()];
  return {
    // Afresh each time: the same object would say that nothing has changed.
    save: () =>
      new Map<string, unknown>([
        ...[...at.known()].map(([region, state]): [string, unknown] => [region, { ...state }]),
        [globalPart, new Map(globals)],
      ]),
    restore: (parts) => {
      for (const [key, saved] of parts)
        if (key === globalPart)
          // As `save` gave it; the oldest ones know no failover.
          for (const [id, global] of saved as Map<string, Global>)
            globals.set(id, { ...global, stale: global.stale ?? [] });
        else {
          const { clusters, instances, snapshots, subnetGroups } = saved as RegionState; // as `save` gave it
          const state = at(key);
          for (const [id, cluster] of clusters) state.clusters.set(id, cluster);
          for (const [id, instance] of instances) state.instances.set(id, instance);
          for (const [id, snapshot] of snapshots) state.snapshots.set(id, snapshot);
          for (const [id, group] of subnetGroups) state.subnetGroups.set(id, group);
        }
    },
    resume: () => {
      const names = regions().flatMap(({ clusters, snapshots }) =>
        [...clusters.values(), ...snapshots.values()].map(({ database }) => database),
      );
      world.background("databases that nobody knows", () => world.databases.keepOnly(new Set(names)));
      for (const state of regions()) resume(environment, state);
      for (const global of globals.values()) {
        if (global.move) runMove(environment, global, global.move);
        for (const stale of global.stale) resynchronize(environment, global, stale);
      }
      followLinks(environment);
    },
  };
}

function resume(environment: Environment, state: RegionState): void {
  const { databases } = environment.world;
  const stale = new Set(
    [...environment.globals.values()].flatMap((global) => global.stale.map(({ arn }) => arn)),
  );
  for (const cluster of state.clusters.values()) {
    if (stale.has(cluster.arn)) continue;
    // A model does not outlive its process: the cluster begins anew, empty.
    if (cluster.status === "creating" || !databases.database(cluster.database))
      build(environment, state, cluster);
    else if (cluster.status === "deleting") vanish(environment, state, cluster);
    else if (cluster.status === "modifying") change(environment, cluster);
    point(environment, state, cluster);
  }
  for (const instance of state.instances.values())
    if (instance.status === "creating") boot(environment, state, instance);
    else if (instance.status === "deleting") leave(environment, state, instance);
  for (const snapshot of state.snapshots.values())
    if (snapshot.status === "creating" || snapshot.status === "copying") take(environment, state, snapshot);
}
