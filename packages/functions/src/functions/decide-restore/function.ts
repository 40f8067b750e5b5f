import { type Restoration, RestoreDecision } from "@signalbox/core/backup/run/restoration";
import { NamedError } from "@signalbox/core/error";
import { restorables } from "@signalbox/core/platform/backup-places";
import { anywhere, on } from "@signalbox/core/workflow/allow";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { workLedgerOf } from "../../aws/ledger.ts";
import { succeed } from "../../aws/task-token.ts";
import { readToken } from "../../aws/wait-token.ts";
import type { FunctionContext } from "../../context.ts";
import { lambdaFunction } from "../../step.ts";
import { readRestoration } from "../../workflows/restore/record.ts";
import { readSaid, writeSaid } from "../../workflows/restore/said.ts";

/** The phase in which each word means something. */
const waits = {
  approve: "waiting-for-person",
  abort: "waiting-for-person",
  release: "keeping-old",
  back: "keeping-old",
} as const;

export const decideRestore = lambdaFunction({
  name: "decide-restore",
  description: "Records what a person says about a restore that waits for it, then answers the wait.",
  input: RestoreDecision,
  triggers: [onTrigger.person()],
  allow: [on("ledgerTable", "dynamodb:GetItem", "dynamodb:PutItem"), anywhere("states:SendTaskSuccess")],
  run: async ({ restore: run, action, reason, by }, context) => {
    const { what, phase } = await find(context, run);
    const ledger = workLedgerOf(context, "restore", what);
    const wait = (await readToken(ledger, run))?.wait;
    if (phase !== waits[action] || wait === undefined)
      throw new NamedError(
        "Backup.NotWaiting",
        `the restore ${run} is ${phase}, and ${action} says nothing to that`,
      );
    const said = { action, reason, by, at: new Date(context.clock.now()).toISOString() };
    // The record comes first: should the answer get lost, the state that waits reads it when it runs again.
    await writeSaid(ledger, run, wait, said);
    const first = (await readSaid(ledger, run, wait)) ?? said;
    // Read anew: an attempt that stored its token meanwhile may have looked before there was this word.
    const token = (await readToken(ledger, run))?.token;
    const answered = token !== undefined && (await succeed(context.aws.sfn, token, first));
    return { what, run, phase, answered: answered && first.action === action };
  },
});

async function find(context: FunctionContext, run: string): Promise<Restoration> {
  for (const what of restorables) {
    const found = await readRestoration(context, { what, run });
    if (found) return found;
  }
  throw new NamedError("Backup.NotWaiting", `there is no restore ${run}`);
}
