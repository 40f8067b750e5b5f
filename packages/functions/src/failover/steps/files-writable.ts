import { on } from "@signalbox/core/workflow/allow";
import { endReplication, isWritable, sourceOf } from "../../aws/file-replication.ts";
import { acting } from "../acting.ts";
import { fileSystemOf } from "../file-system.ts";

export const filesWritable = acting({
  name: "FilesWritable",
  description: "Has the region's file system take writes; a bucket takes them anyway.",
  allow: [
    on(
      "filesStore",
      "elasticfilesystem:DescribeReplicationConfigurations",
      "elasticfilesystem:DeleteReplicationConfiguration",
      "elasticfilesystem:DescribeFileSystems",
    ),
  ],
  act: async ({ run: { mode } }, { aws, platform }) => {
    const id = fileSystemOf(platform);
    if (id === undefined)
      return { done: true, text: "files are in a bucket of this region, which takes writes" };
    const source = await sourceOf(aws.efs, id);
    if (source !== undefined) {
      await endReplication(aws.efs, source, mode === "ungraceful");
      return { done: false, text: `${id} is no copy of ${source} any more` };
    }
    const done = await isWritable(aws.efs, id);
    return { done, text: done ? `${id} takes writes` : `${id} does not take writes yet` };
  },
});
