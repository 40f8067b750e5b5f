import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Standing } from "@signalbox/core/ledger/records";
import { Order, Release } from "@signalbox/core/release/release";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { getItem, ledgerOf } from "../../../aws/ledger.ts";
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
    const ledger = ledgerOf(context, order.group);
    const stood = await getItem(ledger, ledgerKeys.standing, Standing);
    const { release } = await beginRun(ledger, {
      ...(await strategy.readState(context, order)),
      ...(stood && { stood }),
      epoch,
      phase: "preparing",
      weight: 0,
    });
    await journal(context, release, { text: strategy.says(release) });
    return { release };
  },
});
