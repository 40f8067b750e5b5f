import { announce } from "./announce.ts";
import type { Environment } from "./environment.ts";
import { instancesOf } from "./find.ts";
import { run } from "./job.ts";
import { followLinks } from "./replication.ts";
import type { Cluster, RegionState } from "./state.ts";

/** Brings a cluster's database into being, however it begins; the cluster is `creating` meanwhile. */
export function build(environment: Environment, state: RegionState, cluster: Cluster): void {
  const { world, timing } = environment;
  const { databases } = world;
  const { database: name, origin } = cluster;
  const takes = {
    new: timing.createCluster,
    standby: timing.restore,
    snapshot: timing.restore,
    clone: timing.clone,
    time: timing.recover,
  }[origin.kind];
  const make = () => {
    if (origin.kind === "new") return databases.create(name, cluster.facts.DatabaseName);
    if (origin.kind === "standby") return databases.standby(name, origin.of);
    if (origin.kind === "snapshot") return databases.restore(name, origin.of);
    if (origin.kind === "clone") return databases.clone(name, origin.of);
    return databases.recover(name, origin.of, origin.at);
  };
  cluster.status = "creating";
  run(environment, `creation of ${cluster.arn}`, {
    takes,
    work: async () => {
      // What an earlier process had begun.
      await databases.remove(name);
      await make();
    },
    done: () => {
      cluster.status = "available";
      announce(environment, "cluster", cluster, "clusterCreated");
      followLinks(environment);
      point(environment, state, cluster);
    },
    failed: () => {
      cluster.status = origin.kind === "clone" ? "cloning-failed" : "failed";
      announce(environment, "cluster", cluster, "clusterFailed");
    },
  });
}

/** Nobody reaches a cluster's database by its endpoints. */
export function unpoint({ world }: Environment, { facts: { Endpoint, ReaderEndpoint } }: Cluster): void {
  for (const host of [Endpoint, ReaderEndpoint]) if (host) world.databases.point(host, undefined);
}

/** A cluster's endpoints lead to its database while it has an instance that serves. */
export function point({ world }: Environment, state: RegionState, cluster: Cluster): void {
  const { Endpoint, ReaderEndpoint } = cluster.facts;
  const serves =
    cluster.status !== "deleting" && instancesOf(state, cluster).some(({ status }) => status === "available");
  for (const host of [Endpoint, ReaderEndpoint])
    if (host) world.databases.point(host, serves ? cluster.database : undefined);
}
