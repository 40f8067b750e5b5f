import { readServices } from "../../../aws/service.ts";
import { readService } from "../../../release/allow.ts";
import { actStep } from "../../../runbook/act.ts";
import { groupOf, runningOf } from "../../../runbook/named-service.ts";
import { ScalePlan } from "../request.ts";

export const awaitTasks = actStep({
  name: "AwaitTasks",
  description: "Looks whether as many tasks run.",
  plan: ScalePlan,
  allow: [readService],
  act: async ({ plan: { service, tasks } }, context) => {
    const group = groupOf(context, service);
    const names = (await runningOf(context, group, service)).map((one) => one.service);
    const state = await readServices(context.aws.ecs, group.cluster, names);
    const running = names.reduce((sum, name) => sum + state(name).runningCount, 0);
    return { done: running >= tasks, text: `${running} of ${tasks} task(s) of ${service} run` };
  },
});
