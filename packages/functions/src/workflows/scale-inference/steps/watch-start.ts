import { allUp } from "@signalbox/core/scaling/order/standing";
import { ScaleRun } from "@signalbox/core/scaling/request";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { workLedgerOf } from "../../../aws/ledger.ts";
import { decides } from "../../../scaling/allow.ts";
import { look } from "../../../scaling/look.ts";
import { plannedOf } from "../../../scaling/planned.ts";
import { step } from "../../../step.ts";
import { Goal, order, until } from "../goal.ts";
import { insistOnLease } from "../lease.ts";

export const watchStart = step({
  name: "WatchStart",
  description:
    "Looks whether all that was ordered serves, and orders more where the planner wants more by now.",
  input: z.strictObject({ run: ScaleRun, goal: Goal }),
  output: Goal,
  allow: [...decides, on("service", "ecs:UpdateService")],
  run: async ({ run: { service }, goal }, context) => {
    const planned = plannedOf(context, service);
    await insistOnLease(context, workLedgerOf(context, "scale", service));
    const seen = await look(context, planned);
    const more = await order(context, planned, seen);
    if (more.length > 0)
      return {
        acts: [...goal.acts, ...more],
        deadline: await until(context, planned),
        next: "wait" as const,
      };
    if (allUp(seen.sides)) return { ...goal, next: "done" as const };
    return { ...goal, next: context.clock.now() >= goal.deadline ? ("short" as const) : ("wait" as const) };
  },
});
