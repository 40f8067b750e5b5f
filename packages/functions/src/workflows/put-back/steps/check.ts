import { sentenceOf } from "@signalbox/core/backup/put-back/change";
import { PutBackRun } from "@signalbox/core/backup/put-back/run";
import { z } from "zod";
import { workLedgerOf } from "../../../aws/ledger.ts";
import { readLedger } from "../../../backup/allow.ts";
import { insistOnLease } from "../../../backup/lease.ts";
import { step } from "../../../step.ts";
import { findChanges, findChangesAllows } from "../find-changes.ts";
import { readRecorded } from "../recorded.ts";

export const check = step({
  name: "Check",
  description: "Plans once more: what was written back is not different any more.",
  input: z.strictObject({ run: PutBackRun }),
  output: z.strictObject({
    /** One sentence for each thing that is not as it was written. */
    left: z.array(z.string()),
  }),
  allow: [readLedger, ...findChangesAllows],
  run: async ({ run }, context) => {
    await insistOnLease(context, workLedgerOf(context, "restore", run.what));
    const { parts } = await readRecorded(context, run.point);
    const { changes } = await findChanges(context, run.what, parts);
    return { left: changes.map(sentenceOf) };
  },
});
