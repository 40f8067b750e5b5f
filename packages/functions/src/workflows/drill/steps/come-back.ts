import { on } from "@signalbox/core/workflow/allow";
import { readTables, writeTables } from "../../../failover/allow.ts";
import { actStep } from "../../../runbook/act.ts";
import { oneWay, told } from "../one-way.ts";
import { DrillPlan } from "../request.ts";

export const comeBack = actStep({
  name: "ComeBack",
  description:
    "Starts `failback` at home, once, and waits until users are served there; it asks a person, as ever, and lets this region stand by again.",
  plan: DrillPlan,
  allow: [
    readTables,
    writeTables,
    on("failbacksElsewhere", "states:StartExecution", "states:DescribeExecution"),
  ],
  act: async ({ plan: { back, by, home } }, context) => {
    const run = await oneWay(context, {
      workflow: "failback",
      region: home,
      name: back,
      input: { requestedBy: by },
      by,
    });
    if (run) return { done: true, text: told(run) };
    return {
      done: false,
      text: `${back} is under way in ${home}; it waits for \`signalbox failover answer\``,
    };
  },
});
