import { type Restoration, RestoreDecision } from "@signalbox/core/backup/run/restoration";
import { NamedError } from "@signalbox/core/error";
import { restoreTargets } from "@signalbox/core/platform/backup-places";
import { anywhere, on } from "@signalbox/core/workflow/allow";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import type { FunctionContext } from "../../context.ts";
import { lambdaFunction } from "../../step.ts";
import { readRestoration } from "../../workflows/restore/record.ts";
import { say } from "../../workflows/restore/say.ts";

export const decideRestore = lambdaFunction({
  name: "decide-restore",
  description: "Records what a person says about a restore that waits for it, then answers the wait.",
  input: RestoreDecision,
  triggers: [onTrigger.person()],
  allow: [on("ledgerTable", "dynamodb:GetItem", "dynamodb:PutItem"), anywhere("states:SendTaskSuccess")],
  run: async ({ restore: run, action, reason, by }, context) => {
    const found = await find(context, run);
    const answered = await say(context, found, { action, reason, by });
    return { what: found.what, run, phase: found.phase, answered };
  },
});

async function find(context: FunctionContext, run: string): Promise<Restoration> {
  for (const what of restoreTargets) {
    const found = await readRestoration(context, { what, run });
    if (found) return found;
  }
  throw new NamedError("Backup.NotWaiting", `there is no restore ${run}`);
}
