import { NamedError } from "@signalbox/core/error";
import { RecoveryChoice } from "@signalbox/core/recovery/request";
import { anywhere, on } from "@signalbox/core/workflow/allow";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { readToken } from "../../aws/wait-token.ts";
import { lambdaFunction } from "../../step.ts";
import { momentOf, readRecovery, recoveryLedgerOf } from "../../workflows/recover-from-harm/record.ts";
import { words } from "../../workflows/recover-from-harm/said.ts";

export const decideRecovery = lambdaFunction({
  name: "decide-recovery",
  description:
    "Records whether a person lets users back after harm, then answers the recovery that waits for it.",
  input: RecoveryChoice,
  triggers: [onTrigger.person()],
  allow: [on("ledgerTable", "dynamodb:GetItem", "dynamodb:PutItem"), anywhere("states:SendTaskSuccess")],
  run: async ({ run, action, reason, by }, context) => {
    const ledger = recoveryLedgerOf(context);
    const phase = (await readRecovery(context, run))?.phase;
    const wait = (await readToken(ledger, run))?.wait;
    if (phase !== "waiting-for-person" || wait === undefined)
      throw new NamedError("Recovery.NotWaiting", `the recovery ${run} is ${phase ?? "not known here"}`);
    const said = { action, reason, by, at: momentOf(context) };
    const { first, answered } = await words.say(context, { ledger, run, wait }, said);
    return { run, action: first.action, answered: answered && first.action === action };
  },
});
