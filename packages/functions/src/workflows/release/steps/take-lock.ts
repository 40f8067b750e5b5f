import { Order } from "@signalbox/core/release/release";
import { z } from "zod";
import { ledgerOf } from "../../../aws/ledger.ts";
import { takeLock as take } from "../../../aws/lock.ts";
import * as allow from "../../../release/allow.ts";
import { step } from "../../../step.ts";

export const takeLock = step({
  name: "TakeLock",
  description: "Takes the group's release lock for this execution, with a new epoch.",
  input: z.strictObject({ order: Order }),
  output: z.strictObject({ epoch: z.int() }),
  allow: [allow.readLedger, allow.writeLedger, allow.readExecution],
  run: async ({ order: { group, run } }, context) => {
    const { execution } = context.visit;
    return { epoch: await take(ledgerOf(context, group), context.aws.sfn, { execution, run }) };
  },
});
