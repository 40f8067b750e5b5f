import type { Change } from "@signalbox/core/backup/put-back/change";
import { PutBackDocument, PutBackRun, putBackKey } from "@signalbox/core/backup/put-back/run";
import { NamedError } from "@signalbox/core/error";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { readDocument } from "../../../aws/document.ts";
import { workLedgerOf } from "../../../aws/ledger.ts";
import { readLedger, writeLedger } from "../../../backup/allow.ts";
import { insistOnLease } from "../../../backup/lease.ts";
import { placesOf } from "../../../backup/places.ts";
import type { StepContext } from "../../../context.ts";
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
    if (goal === "restored") {
      for (const change of changes) await apply(context, change, goal);
      await note(context, run, { phase: "checking" });
    } else await goBack(context, changes);
    return { written: changes.length };
  },
});

/** The other way round. What another hand has written is left, and keeps nothing else from going back; then its error is thrown. */
async function goBack(context: StepContext, changes: readonly Change[]): Promise<void> {
  const met: NamedError[] = [];
  for (const change of changes.toReversed())
    await apply(context, change, "old").catch((error: unknown) => {
      if (!(error instanceof NamedError)) throw error;
      met.push(error);
    });
  if (met[0]) throw met[0];
}
