import { readBounds, writeBounds } from "../../../aws/scalable-target.ts";
import { readScaling, readService, writeScaling } from "../../../release/allow.ts";
import { actStep } from "../../../runbook/act.ts";
import { freeGroupAllows, insistOnFreeGroup } from "../../../runbook/free-group.ts";
import { groupOf, runningOf } from "../../../runbook/named-service.ts";
import { ScalePlan } from "../request.ts";

export const setBounds = actStep({
  name: "SetBounds",
  description: "Sets the least number of the service's tasks, and raises the most where it is below.",
  plan: ScalePlan,
  allow: [...freeGroupAllows, readService, readScaling, writeScaling],
  act: async ({ plan: { service, tasks } }, context) => {
    const group = groupOf(context, service);
    await insistOnFreeGroup(context, group);
    const running = (await runningOf(context, group, service)).map((one) => one.service);
    const client = context.aws.applicationAutoScaling;
    for (const [name, { most }] of await readBounds(client, group.cluster, running))
      await writeBounds(client, group.cluster, name, { least: tasks, most: Math.max(most, tasks) });
    return { done: true, text: `${service} has at least ${tasks} task(s) from now on` };
  },
});
