import { NamedError } from "@signalbox/core/error";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Standing } from "@signalbox/core/ledger/records";
import { Order } from "@signalbox/core/release/release";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { getItem, ledgerOf } from "../../../aws/ledger.ts";
import { returnTicket } from "../../../aws/queue.ts";
import * as allow from "../../../release/allow.ts";
import { step } from "../../../step.ts";
import { checkAlarms, checkNew, checksAllow } from "../checks.ts";
import { groupThat } from "../group.ts";

export const compareAgain = step({
  name: "CompareAgain",
  description:
    "After a wait, under the lock: refuses what need not or must not be released any more, and gives the ticket back.",
  input: z.strictObject({ order: Order }),
  output: z.strictObject({ run: z.string() }),
  allow: [allow.readLedger, on("ledgerTable", "dynamodb:DeleteItem"), ...checksAllow],
  run: async ({ order }, context) => {
    const { group: name, run, back, image, policy } = order;
    const ledger = ledgerOf(context, name);
    await returnTicket(ledger, run);
    const group = groupThat(context.platform, (each) => each.name === name, `there is no group ${name}`);
    await checkAlarms(context, policy.alarms);
    if (!back) {
      await checkNew(context, group, image.digest);
      return { run };
    }
    const standing = await getItem(ledger, ledgerKeys.standing, Standing);
    if (standing?.promotion?.run !== back.from)
      throw new NamedError(
        "Release.Drifted",
        `release ${standing?.promotion?.run ?? "none"} was promoted meanwhile, and not ${back.from}, which was to be undone`,
      );
    return { run };
  },
});
