import { PutBackRun, PutBackTarget, putBackKey } from "@signalbox/core/backup/put-back/run";
import { RestoreOrder } from "@signalbox/core/backup/run/restoration";
import { RunProblem } from "@signalbox/core/backup/run/run";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { writeDocument } from "../../../aws/document.ts";
import { workLedgerOf } from "../../../aws/ledger.ts";
import { writeLedger } from "../../../backup/allow.ts";
import { takeLease } from "../../../backup/lease.ts";
import { placesOf } from "../../../backup/places.ts";
import { runName } from "../../../release/names.ts";
import { step } from "../../../step.ts";
import { beginRecord, ended, note } from "../../restore/record.ts";
import { asProblem, planOf, planOfAllows } from "../plan-of.ts";

export const plan = step({
  name: "Plan",
  description:
    "Says what of the configuration, or of the secrets, is different from a point, what is written back, and what others have to bring; or why it is refused.",
  input: RestoreOrder.extend({ what: PutBackTarget }),
  output: z.strictObject({
    next: z.enum(["refuse", "show", "put-back"]),
    run: PutBackRun.optional(),
    /** One sentence each. */
    plan: z.array(z.string()),
    problem: RunProblem.optional(),
  }),
  allow: [...planOfAllows, writeLedger, on("backupDocuments", "s3:PutObject")],
  run: async (order, context) => {
    const { what, dryRun } = order;
    await beginRecord(order, context);
    const named = { what, run: runName(context.visit.execution) };
    const planned = await planOf(order, named.run, context).catch(asProblem);
    if ("problem" in planned) {
      const { problem } = planned;
      await note(context, named, ended(context, { outcome: "refused", problem }));
      return { next: "refuse" as const, plan: [], problem };
    }
    const { run, document } = planned;
    const sentences = [...planned.sentences];
    await note(context, named, {
      plan: sentences,
      at: run.at,
      old: "what stood there before",
      beside: `what ${run.point} holds`,
      ...(dryRun && ended(context, { outcome: "planned" })),
    });
    if (dryRun) return { next: "show" as const, run, plan: sentences };
    await takeLease(context, workLedgerOf(context, "restore", what));
    const { documents: bucket } = placesOf(context);
    await writeDocument({ client: context.aws.s3, bucket, key: putBackKey(run.run) }, document);
    return { next: "put-back" as const, run, plan: sentences };
  },
});
