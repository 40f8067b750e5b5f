import { RestoreOrder, RestoreRun } from "@signalbox/core/backup/run/restoration";
import { RunProblem } from "@signalbox/core/backup/run/run";
import { VaultTarget } from "@signalbox/core/platform/backup-places";
import { z } from "zod";
import { writeLedger } from "../../../backup/allow.ts";
import { runName } from "../../../release/names.ts";
import { step } from "../../../step.ts";
import { planOf, planOfAllows } from "../plan-of.ts";
import { beginRecord, ended, note } from "../record.ts";

export const plan = step({
  name: "Plan",
  description:
    "Says what would be replaced, by what moment, and how much newer data is lost; or why it is refused.",
  input: RestoreOrder.extend({ what: VaultTarget }),
  output: z.strictObject({
    next: z.enum(["refuse", "show", "restore"]),
    run: RestoreRun.optional(),
    /** One sentence each. */
    plan: z.array(z.string()),
    problem: RunProblem.optional(),
  }),
  allow: [...planOfAllows, writeLedger],
  run: async (order, context) => {
    await beginRecord(order, context);
    const run = runName(context.visit.execution);
    const planned = await planOf(order, run, context);
    const named = { what: order.what, run };
    if ("refusal" in planned) {
      const { error, sentence: cause } = planned.refusal;
      await note(context, named, ended(context, { outcome: "refused", problem: { error, cause } }));
      return { next: "refuse" as const, plan: [], problem: { error, cause } };
    }
    const { sentences, ...rest } = planned;
    const said = { plan: sentences, at: rest.run.at, old: rest.run.old };
    await note(context, named, {
      ...said,
      ...(order.dryRun && ended(context, { outcome: "planned" })),
    });
    return { next: order.dryRun ? ("show" as const) : ("restore" as const), run: rest.run, plan: sentences };
  },
});
