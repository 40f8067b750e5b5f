import { Readiness } from "@signalbox/core/failover/readiness";
import { readyForMs } from "@signalbox/core/failover/ready-for";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { on } from "@signalbox/core/workflow/allow";
import { failoverLedgerOf } from "../../../aws/epoch-tables.ts";
import { getItem } from "../../../aws/ledger.ts";
import { preparing } from "../../../failover/preparing.ts";

export const awaitReady = preparing({
  name: "AwaitReady",
  description:
    "Looks until the workflow readiness has found this region ready, as it does every quarter of an hour.",
  allow: [on("ledgerTable", "dynamodb:GetItem")],
  act: async ({ run: { to } }, context) => {
    const found = await getItem(failoverLedgerOf(context), ledgerKeys.readiness, Readiness);
    const isFresh = found !== undefined && context.clock.now() - Date.parse(found.at) <= readyForMs;
    if (!isFresh)
      return { done: false, text: `nobody has looked in the last half hour whether ${to} is ready` };
    return found.ready
      ? { done: true, text: `${to} was found ready at ${found.at}` }
      : { done: false, text: `${to} lacks, as of ${found.at}: ${found.lacks.join("; ")}` };
  },
});
