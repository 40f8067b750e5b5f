import { on } from "@signalbox/core/workflow/allow";
import { readTables, writeTables } from "../../../failover/allow.ts";
import { actStep } from "../../../runbook/act.ts";
import { oneWay, told } from "../one-way.ts";
import { DrillPlan } from "../request.ts";

export const goThere = actStep({
  name: "GoThere",
  description: "Starts `failover` here as planned maintenance, once, and waits until users are served here.",
  plan: DrillPlan,
  allow: [readTables, writeTables, on("stateMachine", "states:StartExecution", "states:DescribeExecution")],
  act: async ({ plan: { there, by } }, context) => {
    const run = await oneWay(context, {
      workflow: "failover",
      region: context.platform.region,
      name: there,
      input: { reason: "planned_maintenance", requestedBy: by },
      by,
    });
    return run ? { done: true, text: told(run) } : { done: false, text: `${there} is under way` };
  },
});
