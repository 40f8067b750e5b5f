import { NamedError } from "@signalbox/core/error";
import { FailoverChoice } from "@signalbox/core/failover/run";
import { anywhere, on } from "@signalbox/core/workflow/allow";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { failoverLedgerOf } from "../../aws/epoch-tables.ts";
import { readToken } from "../../aws/wait-token.ts";
import { words } from "../../failover/said.ts";
import { lambdaFunction } from "../../step.ts";

export const decideFailover = lambdaFunction({
  name: "decide-failover",
  description:
    "Records what a person says about a failover or failback that waits for it, then answers the wait.",
  input: FailoverChoice,
  where: "several-regions",
  triggers: [onTrigger.person()],
  allow: [on("ledgerTable", "dynamodb:GetItem", "dynamodb:PutItem"), anywhere("states:SendTaskSuccess")],
  run: async ({ run, action, reason, by }, context) => {
    const ledger = failoverLedgerOf(context);
    const wait = (await readToken(ledger, run))?.wait;
    if (wait === undefined)
      throw new NamedError("Failover.NotWaiting", `no failover ${run} waits in ${context.platform.region}`);
    const said = { action, reason, by, at: new Date(context.clock.now()).toISOString() };
    const { first, answered } = await words.say(context, { ledger, run, wait }, said);
    return { run, action: first.action, answered };
  },
});
