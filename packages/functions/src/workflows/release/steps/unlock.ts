import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { ledgerOf } from "../../../aws/ledger.ts";
import { giveLockBack } from "../../../aws/lock.ts";
import { returnTicket } from "../../../aws/queue.ts";
import { setPhase } from "../../../aws/run.ts";
import { deleteToken } from "../../../aws/wait-token.ts";
import * as allow from "../../../release/allow.ts";
import { step } from "../../../step.ts";

export const unlock = step({
  name: "Unlock",
  description:
    "Gives the release lock back, where it is still this execution's, and the ticket of one that waited.",
  input: z.strictObject({ group: z.string(), run: z.string() }),
  output: z.strictObject({ group: z.string() }),
  allow: [allow.writeLedger, on("ledgerTable", "dynamodb:DeleteItem")],
  run: async ({ group, run }, context) => {
    const ledger = ledgerOf(context, group);
    await deleteToken(ledger, run);
    await returnTicket(ledger, run);
    await setPhase(ledger, run, "ended");
    await giveLockBack(ledger, context.visit.execution);
    return { group };
  },
});
