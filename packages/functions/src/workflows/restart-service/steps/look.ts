import { readService } from "../../../release/allow.ts";
import { freeGroupAllows, insistOnFreeGroup } from "../../../runbook/free-group.ts";
import { lookStep } from "../../../runbook/look.ts";
import { groupOf, runningOf } from "../../../runbook/named-service.ts";
import { RestartPlan, RestartRequest } from "../request.ts";

export const look = lookStep({
  description: "Finds what runs of the service, and refuses while its group is being released.",
  request: RestartRequest,
  plan: RestartPlan,
  allow: [...freeGroupAllows, readService],
  look: async ({ service }, context) => {
    const group = groupOf(context, service);
    await insistOnFreeGroup(context, group);
    const running = await runningOf(context, group, service);
    const tasks = running.reduce((sum, { desiredCount }) => sum + desiredCount, 0);
    return {
      sentence: `${tasks} task(s) of ${service} are replaced by new ones of the same version, each after a new one serves`,
      plan: { service, since: Math.floor(context.clock.now()) },
    };
  },
});
