import { namesOf } from "@signalbox/core/platform/names";
import { on } from "@signalbox/core/workflow/allow";
import { keepSnapshot, readLostWrites, readSnapshot } from "../../../aws/cluster-snapshot.ts";
import { followingOf, readGlobalCluster } from "../../../aws/global-cluster.ts";
import { memberIn, placesOf } from "../../../failover/places.ts";
import { preparing } from "../../../failover/preparing.ts";

export const keepEvidence = preparing({
  name: "KeepEvidence",
  description:
    "Copies the snapshots that RDS made of writes which the failover has lost, as ones that stay until a person deletes them.",
  allow: [
    on("failoverCluster", "rds:DescribeGlobalClusters"),
    on("databaseCluster", "rds:DescribeDBClusterSnapshots"),
    on("databaseSnapshots", "rds:DescribeDBClusterSnapshots"),
    on("lostWrites", "rds:CopyDBClusterSnapshot"),
  ],
  act: async ({ run: { to } }, context) => {
    const { rds } = context.aws;
    const places = placesOf(context);
    const names = namesOf(context.platform);
    const present = await readGlobalCluster(rds, places.globalCluster);
    // RDS makes the snapshot before it throws the cluster's own data away.
    const begunAnew = followingOf(present, memberIn(places, to).clusterArn) === "connected";
    const found = await readLostWrites(rds, names.database);
    const waits: string[] = [];
    const kept: string[] = [];
    for (const { name, status } of found) {
      const copy = `${names.lostWrites}-${name.slice(name.indexOf(names.database) + names.database.length + 1)}`;
      const there = await readSnapshot(rds, copy);
      if (there?.status === "available") kept.push(copy);
      else if (there || status !== "available")
        waits.push(`${there ? copy : name} is ${(there ?? { status }).status}`);
      else {
        await keepSnapshot(rds, name, copy);
        waits.push(`${copy} is copied from ${name}`);
      }
    }
    if (waits.length > 0) return { done: false, text: waits.join("; ") };
    if (kept.length > 0) return { done: true, text: `lost writes are kept in ${kept.join(" and ")}` };
    return begunAnew
      ? { done: true, text: "RDS kept no lost writes: there were none, or their snapshot's time is over" }
      : { done: false, text: `RDS has not begun ${to}'s database anew yet` };
  },
});
