import type { Resource } from "../../synth/graph.ts";
import { flowchart } from "./flowchart.ts";
import { at, counted, listOf, type Region, textOf } from "./region.ts";

/** What holds data in each region, and what copies it to the others. */
export function betweenRegionsDiagram(regions: readonly Region[]): string {
  const chart = flowchart("LR");
  const id = (region: string, thing: string) => `${region} ${thing}`;
  for (const region of regions) {
    const box = { id: region.name, label: region.name };
    const draw = (thing: string, ...label: readonly string[]) =>
      chart.node(id(region.name, thing), label, box);
    draw("database", "Aurora", counted(region.of("ClusterInstance").length, "instance"));
    draw("uploads", "bucket of uploads");
    draw("images", counted(region.of("Repository").length, "image repository").replace(/ys$/, "ies"));
    draw("secrets", `${counted(region.of("Secret").length, "secret")} made here`);
    draw("own", "of this region alone", ...ownOf(region));
  }
  for (const region of regions)
    for (const global of region.of("GlobalCluster"))
      for (const other of regions)
        if (databasesOf(other).some((cluster) => isMember(cluster, global)))
          chart.arrow(id(region.name, "database"), id(other.name, "database"), "global database");
  for (const region of regions) {
    const to = (arn: unknown) =>
      regions.find((other) => other.of("Bucket").some((bucket) => textOf(bucket, "arn") === arn))?.name;
    for (const replication of region.of("BucketReplicationConfig"))
      for (const rule of listOf(replication, "rules")) {
        const other = to(at(rule, "destination.bucket"));
        if (other !== undefined) chart.arrow(id(region.name, "uploads"), id(other, "uploads"));
      }
    for (const replication of region.of("ReplicationConfiguration"))
      for (const rule of listOf(replication, "replicationConfiguration.rules"))
        for (const destination of asList(at(rule, "destinations")))
          chart.arrow(id(region.name, "images"), id(String(at(destination, "region")), "images"));
    const replicas = region
      .of("Secret")
      .flatMap((secret) => listOf(secret, "replicas").map((replica) => String(at(replica, "region"))));
    for (const [other, { length }] of Map.groupBy(replicas, (name) => name))
      chart.arrow(id(region.name, "secrets"), id(other, "secrets"), counted(length, "replica"));
  }
  return chart.text();
}

const databasesOf = (region: Region) => region.of("Cluster").filter(({ type }) => type.startsWith("aws:rds"));

/** That it was made from is named by the global cluster; those that joined it name the global cluster. */
const isMember = (cluster: Resource, global: Resource): boolean =>
  textOf(cluster, "globalClusterIdentifier") === textOf(global, "globalClusterIdentifier") &&
  textOf(cluster, "arn") !== textOf(global, "sourceDbClusterIdentifier");

const ownThings: readonly (readonly [kind: string, name: string])[] = [
  ["Key", "key"],
  ["ReplicationGroup", "cache"],
  ["UserPool", "user pool"],
  ["Table", "tables"],
  ["Vault", "backup vault"],
];
const ownOf = (region: Region): string[] =>
  ownThings.filter(([kind]) => region.of(kind).length > 0).map(([, name]) => name);

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
