import { PutBackDocument, PutBackRun, putBackKey } from "@signalbox/core/backup/put-back/run";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { readDocument } from "../../../aws/document.ts";
import { workLedgerOf } from "../../../aws/ledger.ts";
import { readLedger, writeLedger } from "../../../backup/allow.ts";
import { insistOnLease } from "../../../backup/lease.ts";
import { placesOf } from "../../../backup/places.ts";
import { step } from "../../../step.ts";
import { note } from "../../restore/record.ts";
import { apply, applyAllows } from "../apply.ts";

export const write = step({
  name: "Write",
  description:
    "Writes what the plan says or, on the way back, what stood there before; where something else stands, it stops.",
  input: z.strictObject({ run: PutBackRun, goal: z.enum(["restored", "old"]) }),
  output: z.strictObject({ written: z.int() }),
  allow: [readLedger, writeLedger, on("backupDocuments", "s3:GetObject", "s3:ListBucket"), ...applyAllows],
  run: async ({ run, goal }, context) => {
    await insistOnLease(context, workLedgerOf(context, "restore", run.what));
    const { documents: bucket } = placesOf(context);
    const place = { client: context.aws.s3, bucket, key: putBackKey(run.run) };
    const document = await readDocument(place, PutBackDocument);
    if (!document) throw new Error(`${place.key} is not in ${bucket}`);
    await note(context, run, { phase: goal === "restored" ? "switching" : "going-back" });
    const { changes } = document;
    // The way back goes the other way round.
    for (const change of goal === "restored" ? changes : changes.toReversed())
      await apply(context, change, goal);
    if (goal === "restored") await note(context, run, { phase: "checking" });
    return { written: changes.length };
  },
});
