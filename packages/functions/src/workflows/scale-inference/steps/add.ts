import { ScaleRun } from "@signalbox/core/scaling/request";
import { on } from "@signalbox/core/workflow/allow";
import { workLedgerOf } from "../../../aws/ledger.ts";
import { decides } from "../../../scaling/allow.ts";
import { look } from "../../../scaling/look.ts";
import { plannedOf } from "../../../scaling/planned.ts";
import { step } from "../../../step.ts";
import { Goal, order, until } from "../goal.ts";
import { insistOnLease } from "../lease.ts";

export const add = step({
  name: "Add",
  description: "Orders the replicas that are missing, of the sides that serve as they stand by now.",
  input: ScaleRun,
  output: Goal,
  allow: [...decides, on("service", "ecs:UpdateService")],
  run: async ({ service }, context) => {
    const planned = plannedOf(context, service);
    await insistOnLease(context, workLedgerOf(context, "scale", service));
    const acts = await order(context, planned, await look(context, planned));
    return { acts, deadline: await until(context, planned), next: "wait" as const };
  },
});
