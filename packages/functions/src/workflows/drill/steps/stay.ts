import { readTables } from "../../../failover/allow.ts";
import { readRun } from "../../../failover/records.ts";
import { actStep } from "../../../runbook/act.ts";
import { DrillPlan } from "../request.ts";

export const stay = actStep({
  name: "Stay",
  description: "Lets users be served here for as long as was asked for.",
  plan: DrillPlan,
  allow: [readTables],
  act: async ({ plan: { there, minutes } }, context) => {
    const servedAt = Date.parse((await readRun(context, there))?.servedAt ?? "");
    const left = servedAt + minutes * 60_000 - context.clock.now();
    if (left > 0) return { done: false, text: `users stay for another ${Math.ceil(left / 60_000)} min` };
    return { done: true, text: `users were served here for ${minutes} min` };
  },
});
