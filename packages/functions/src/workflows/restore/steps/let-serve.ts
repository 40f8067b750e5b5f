import { Beside } from "@signalbox/core/backup/content/look";
import { wayBackSeconds } from "@signalbox/core/backup/restore/limits";
import { RestoreRun } from "@signalbox/core/backup/run/restoration";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { workLedgerOf } from "../../../aws/ledger.ts";
import { addBucketTags } from "../../../aws/restored-bucket.ts";
import { readLedger, writeLedger } from "../../../backup/allow.ts";
import { insistOnLease } from "../../../backup/lease.ts";
import { replaceCluster, replaceClusterAllows } from "../../../restore/replace-cluster.ts";
import { step } from "../../../step.ts";
import { giveGroupsBack } from "../groups.ts";

export const letServe = step({
  name: "LetServe",
  description:
    "Protects the cluster that serves now as the old one was, marks the old one with what replaced it and until when it is kept, and lets releases run again.",
  input: z.strictObject({ run: RestoreRun, at: Beside }),
  output: z.strictObject({ serves: z.string() }),
  allow: [
    readLedger,
    writeLedger,
    ...replaceClusterAllows,
    on("filesStore", "s3:GetBucketTagging", "s3:PutBucketTagging"),
    on("restoredFiles", "s3:GetBucketTagging", "s3:PutBucketTagging"),
  ],
  run: async ({ run, at }, context) => {
    const { aws, visit } = context;
    const keptUntil = new Date(Date.parse(visit.entered) + wayBackSeconds * 1_000).toISOString();
    const marks = { "signalbox:replaced-by": run.run, "signalbox:kept-until": keptUntil };
    await giveGroupsBack(context);
    await insistOnLease(context, workLedgerOf(context, "restore", run.what));
    if (at.kind === "database") await replaceCluster(context, { serves: at.cluster, old: run.old, marks });
    else await addBucketTags(aws.s3, run.old, marks);
    return { serves: at.kind === "database" ? at.cluster : at.bucket };
  },
});
