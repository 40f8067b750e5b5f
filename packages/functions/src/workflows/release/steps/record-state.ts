import { Order, Release } from "@signalbox/core/release/release";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { beginRun } from "../../../aws/run.ts";
import * as allow from "../../../release/allow.ts";
import { step } from "../../../step.ts";
import { allowing, strategyOf } from "../strategies.ts";

export const recordState = step({
  name: "RecordState",
  description: "Records in the ledger what serves, with how many tasks of what, and the plan.",
  input: z.strictObject({ order: Order, epoch: z.int() }),
  output: z.strictObject({ release: Release }),
  allow: [...allowing("readState"), allow.readLedger, allow.writeLedger],
  run: async ({ order, epoch }, context) => {
    const strategy = strategyOf(order.group, order.strategy);
    const { release } = await beginRun(ledgerOf(context, order.group), {
      ...(await strategy.readState(context, order)),
      epoch,
      phase: "preparing",
      weight: 0,
    });
    await journal(context, release, { text: strategy.says(release) });
    return { release };
  },
});
