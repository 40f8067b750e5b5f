import { RestoreAllOrder } from "@signalbox/core/backup/run/restoration";
import { RunProblem } from "@signalbox/core/backup/run/run";
import { z } from "zod";
import { workLedgerOf } from "../../../aws/ledger.ts";
import { writeLedger } from "../../../backup/allow.ts";
import { takeLease } from "../../../backup/lease.ts";
import { runName } from "../../../release/names.ts";
import { step } from "../../../step.ts";
import { beginRecord, ended, note } from "../../restore/record.ts";
import { planOf, planOfAllows } from "../plan-of.ts";
import { RestoreAllRun } from "../run.ts";

export const plan = step({
  name: "Plan",
  description:
    "Plans every part to one moment, as the workflow that restores it does, and takes the lease; where one would be refused, all are.",
  input: RestoreAllOrder,
  output: z.strictObject({
    next: z.enum(["refuse", "show", "restore"]),
    run: RestoreAllRun.optional(),
    /** One sentence each. */
    plan: z.array(z.string()),
    problem: RunProblem.optional(),
  }),
  allow: [...planOfAllows, writeLedger],
  run: async (order, context) => {
    await beginRecord(order, context);
    const named = { what: "all", run: runName(context.visit.execution) } as const;
    const planned = await planOf(order, named.run, context);
    if ("problem" in planned) {
      const { problem } = planned;
      await note(context, named, ended(context, { outcome: "refused", problem }));
      return { next: "refuse" as const, plan: [], problem };
    }
    const { run, at } = planned;
    const sentences = [...planned.sentences];
    await note(context, named, {
      plan: sentences,
      at,
      parts: run.parts,
      old: "what serves now",
      beside: `all of it as of ${new Date(at).toISOString()}`,
      ...(order.dryRun && ended(context, { outcome: "planned" })),
    });
    if (order.dryRun) return { next: "show" as const, run, plan: sentences };
    await takeLease(context, workLedgerOf(context, "restore", "all"));
    return { next: "restore" as const, run, plan: sentences };
  },
});
