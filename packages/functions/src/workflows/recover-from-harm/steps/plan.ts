import { RunProblem } from "@signalbox/core/backup/run/run";
import { RecoveryRequest } from "@signalbox/core/recovery/request";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { writeLedger } from "../../../backup/allow.ts";
import { takeLease } from "../../../backup/lease.ts";
import { step } from "../../../step.ts";
import { planOf, planOfAllows } from "../plan-of.ts";
import { momentOf, recoveryLedgerOf, writeRecovery } from "../record.ts";

export const plan = step({
  name: "Plan",
  description:
    "Looks whether this region writes and all can be restored to that moment, and says what would be done and lost; or why it is refused.",
  input: RecoveryRequest,
  output: z.strictObject({
    next: z.enum(["refuse", "show", "go"]),
    /** One sentence each. */
    plan: z.array(z.string()),
    problem: RunProblem.optional(),
  }),
  allow: [...planOfAllows, writeLedger, on("ledgerTable", "dynamodb:GetItem")],
  run: async (request, context) => {
    const { record, problem } = await planOf(request, context);
    const over = (outcome: "refused" | "planned") => ({
      ...record,
      phase: "ended" as const,
      endedAt: momentOf(context),
      outcome,
      ...(problem && { problem }),
    });
    if (problem) {
      await writeRecovery(context, over("refused"));
      return { next: "refuse" as const, plan: [], problem };
    }
    if (request.dryRun) {
      await writeRecovery(context, over("planned"));
      return { next: "show" as const, plan: record.plan };
    }
    await takeLease(context, recoveryLedgerOf(context), "Recovery.AlreadyRunning");
    await writeRecovery(context, record);
    return { next: "go" as const, plan: record.plan };
  },
});
