import { AddTagsToResourceCommand, ModifyDBClusterCommand } from "@aws-sdk/client-rds";
import { on, type Permission } from "@signalbox/core/workflow/allow";
import { unless } from "../aws/unless.ts";
import { placesOf } from "../backup/places.ts";
import type { FunctionContext } from "../context.ts";

export const replaceClusterAllows: readonly Permission[] = [
  on("databaseCluster", "rds:AddTagsToResource"),
  on("restoredDatabase", "rds:AddTagsToResource", "rds:ModifyDBCluster"),
];

export interface Replaced {
  /** Cluster that serves from now on. */
  readonly serves: string;
  /** Host that tasks connected to before. */
  readonly old: string;
  /** Tags for the old one: what replaced it, and until when it is kept. */
  readonly marks: Readonly<Record<string, string>>;
}

/** Protects the cluster that serves from deletion, as the old one was, and marks the old one. */
export async function replaceCluster(
  context: Pick<FunctionContext, "aws" | "platform">,
  { serves, old, marks }: Replaced,
): Promise<void> {
  const { aws, platform } = context;
  if (placesOf(context).permanent)
    await aws.rds.send(
      new ModifyDBClusterCommand({
        DBClusterIdentifier: serves,
        DeletionProtection: true,
        ApplyImmediately: true,
      }),
    );
  // The first label of an endpoint is its cluster's name, or its proxy's, which has the name of the cluster.
  const [cluster] = old.split(".");
  const marked = new AddTagsToResourceCommand({
    ResourceName: `arn:aws:rds:${platform.region}:${platform.account}:cluster:${cluster}`,
    Tags: Object.entries(marks).map(([Key, Value]) => ({ Key, Value })),
  });
  // It may be restored because it was deleted.
  await unless("DBClusterNotFoundFault", aws.rds.send(marked));
}
