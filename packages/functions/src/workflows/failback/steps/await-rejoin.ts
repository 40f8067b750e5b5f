import { on } from "@signalbox/core/workflow/allow";
import { followingOf, isMoving, readGlobalCluster, readStatus } from "../../../aws/global-cluster.ts";
import { memberIn, placesOf } from "../../../failover/places.ts";
import { preparing } from "../../../failover/preparing.ts";

export const awaitRejoin = preparing({
  name: "AwaitRejoin",
  description: "Looks until this region's cluster, which was the primary, follows the one that writes.",
  allow: [on("failoverCluster", "rds:DescribeGlobalClusters", "rds:DescribeDBClusters")],
  act: async ({ run: { from, to } }, { aws, ...context }) => {
    const places = placesOf(context);
    const { clusterArn } = memberIn(places, to);
    const present = await readGlobalCluster(aws.rds, places.globalCluster);
    const follows = followingOf(present, clusterArn);
    const status = await readStatus(aws.rds, clusterArn);
    const detached = "was detached from the global cluster: remove it, and add a secondary anew";
    return {
      done: follows === "connected" && status === "available" && !isMoving(present),
      text: `${to}'s cluster is ${status}, and ${follows === undefined ? detached : `${follows} to ${from}`}`,
    };
  },
});
