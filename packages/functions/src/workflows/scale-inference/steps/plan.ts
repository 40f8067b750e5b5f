import { NamedError } from "@signalbox/core/error";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import type { Order } from "@signalbox/core/scaling/order/order";
import { ScaleRequest, ScaleRun } from "@signalbox/core/scaling/request";
import { on } from "@signalbox/core/workflow/allow";
import { putFirst, workLedgerOf } from "../../../aws/ledger.ts";
import { runName } from "../../../release/names.ts";
import { decides } from "../../../scaling/allow.ts";
import { decideNow } from "../../../scaling/decide.ts";
import { plannedOf } from "../../../scaling/planned.ts";
import { step } from "../../../step.ts";
import { takeLease } from "../lease.ts";
import { readLeaving, serveAgain } from "../leaving.ts";

export const plan = step({
  name: "Plan",
  description:
    "Takes the lease, asks the planner, and says what is to be done within bounds, money and releases.",
  input: ScaleRequest,
  output: ScaleRun,
  allow: [...decides, on("targetGroup", "elasticloadbalancing:RegisterTargets")],
  run: async ({ service, requestedBy, dryRun }, context) => {
    const planned = plannedOf(context, service);
    if (!planned.of.owned && !dryRun)
      throw new NamedError("Scaling.NotOwned", `AWS's scaling sets the number of ${service}'s tasks`);
    const ledger = workLedgerOf(context, "scale", service);
    const stopped = dryRun ? undefined : await takeLease(context, ledger);
    const left = stopped === undefined ? undefined : await readLeaving(ledger, stopped);
    if (left) await serveAgain(context, planned, left);
    const run = runName(context.visit.execution);
    await putFirst(ledger, ledgerKeys.run(run), { service, run, requestedBy });
    const { decision, order } = await decideNow(context, planned);
    return {
      service,
      requestedBy,
      run,
      dryRun,
      sentence: decision?.sentence ?? "The planner has not spoken for three minutes.",
      acts: order.acts.map((act) => ({ ...act })),
      limits: [...order.limits],
      way: dryRun ? "none" : wayOf(order),
    };
  },
});

function wayOf({ acts: [first] }: Order): ScaleRun["way"] {
  if (!first) return "none";
  return first.to > first.from ? "out" : "in";
}
