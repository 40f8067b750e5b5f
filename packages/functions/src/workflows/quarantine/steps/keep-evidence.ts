import { namesOf } from "@signalbox/core/platform/names";
import { on } from "@signalbox/core/workflow/allow";
import { readSnapshot, takeSnapshot } from "../../../aws/cluster-snapshot.ts";
import { actStep } from "../../../runbook/act.ts";
import { QuarantinePlan } from "../request.ts";

export const keepEvidence = actStep({
  name: "KeepEvidence",
  description:
    "Takes a snapshot of the database as it is, which nothing deletes by itself, and looks whether it is there.",
  plan: QuarantinePlan,
  allow: [
    on("databaseCluster", "rds:CreateDBClusterSnapshot"),
    on("evidenceSnapshot", "rds:CreateDBClusterSnapshot", "rds:DescribeDBClusterSnapshots"),
  ],
  act: async ({ plan: { snapshot } }, { aws, platform }) => {
    const found = await readSnapshot(aws.rds, snapshot);
    if (!found) await takeSnapshot(aws.rds, namesOf(platform).database, snapshot);
    return {
      done: found?.status === "available",
      text: `the snapshot ${snapshot} is ${found?.status ?? "asked for"}`,
    };
  },
});
