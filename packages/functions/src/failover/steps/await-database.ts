import { on } from "@signalbox/core/workflow/allow";
import { isMoving, isWriter, readGlobalCluster, readStatus } from "../../aws/global-cluster.ts";
import { acting } from "../acting.ts";
import { memberIn, placesOf } from "../places.ts";

export const awaitDatabase = acting({
  name: "AwaitDatabase",
  description: "Looks until this region's cluster is the writer and takes connections.",
  allow: [on("failoverCluster", "rds:DescribeGlobalClusters", "rds:DescribeDBClusters")],
  act: async ({ run: { to } }, { aws, ...context }) => {
    const places = placesOf(context);
    const { clusterArn } = memberIn(places, to);
    const present = await readGlobalCluster(aws.rds, places.globalCluster);
    const status = await readStatus(aws.rds, clusterArn);
    const writer = isWriter(present, clusterArn);
    return {
      done: writer && !isMoving(present) && status === "available",
      text: `${to}'s cluster is ${writer ? "the writer" : "no writer yet"} and ${status}; the global cluster is ${present.FailoverState?.Status ?? present.Status}`,
    };
  },
});
