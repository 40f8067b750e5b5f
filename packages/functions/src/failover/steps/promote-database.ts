import { InvalidDBClusterStateFault } from "@aws-sdk/client-rds";
import { on } from "@signalbox/core/workflow/allow";
import {
  isMoving,
  isMovingTo,
  isWriter,
  promoteWithLoss,
  readGlobalCluster,
  switchOver,
} from "../../aws/global-cluster.ts";
import { acting } from "../acting.ts";
import { memberIn, placesOf } from "../places.ts";

export const promoteDatabase = acting({
  name: "PromoteDatabase",
  description:
    "Makes this region's member the writer of the global cluster: with the loss of what had not arrived, or gracefully with none.",
  allow: [
    on(
      "failoverCluster",
      "rds:DescribeGlobalClusters",
      "rds:FailoverGlobalCluster",
      "rds:SwitchoverGlobalCluster",
    ),
  ],
  act: async ({ run: { mode, from, to } }, context) => {
    const places = placesOf(context);
    const { clusterArn } = memberIn(places, to);
    const present = await readGlobalCluster(context.aws.rds, places.globalCluster);
    const status = present.FailoverState?.Status;
    // A call that was made before, whose reply was lost; a second one would be refused.
    if (isMovingTo(present, clusterArn, mode))
      return { done: true, text: `the global cluster is ${status} to ${to}` };
    if (isMoving(present))
      return { done: false, text: `waits for another move of the global cluster, which is ${status}` };
    // Not before: while it is moved away, it is called the writer still.
    if (isWriter(present, clusterArn)) return { done: true, text: `${clusterArn} is the writer` };
    const isGraceful = mode === "graceful";
    const busy = await busyWith(
      isGraceful
        ? switchOver(context.clientsIn(from).rds, places.globalCluster, clusterArn)
        : promoteWithLoss(context.aws.rds, places.globalCluster, clusterArn),
    );
    if (busy !== undefined) return { done: false, text: `RDS takes no move yet: ${busy}` };
    const how = isGraceful
      ? `switch over to ${to} once it has every write`
      : `promote ${to} with the loss of what had not arrived`;
    return { done: true, text: `asked RDS to ${how}` };
  },
});

/** RDS's word for what it is busy with, where it refuses a move for that alone: a member that joins a new writer is `modifying`. */
async function busyWith(asked: Promise<void>): Promise<string | undefined> {
  try {
    await asked;
    return undefined;
  } catch (error) {
    if (error instanceof InvalidDBClusterStateFault) return error.message;
    throw error;
  }
}
