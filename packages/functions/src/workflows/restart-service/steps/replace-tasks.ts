import { readRule, readService, writeLedger, writeService } from "../../../release/allow.ts";
import { followRules } from "../../../restart/follow-rules.ts";
import { progressOf, replaceTasks as replace } from "../../../restart/replace-tasks.ts";
import { actStep } from "../../../runbook/act.ts";
import { freeGroupAllows, insistOnFreeGroup } from "../../../runbook/free-group.ts";
import { groupOf, runningOf } from "../../../runbook/named-service.ts";
import { RestartPlan } from "../request.ts";

export const replaceTasks = actStep({
  name: "ReplaceTasks",
  description: "Has ECS replace the tasks that are older than the run, and looks whether the new ones serve.",
  plan: RestartPlan,
  allow: [...freeGroupAllows, writeLedger, readService, writeService, readRule],
  act: async ({ plan: { service, since } }, context) => {
    const group = groupOf(context, service);
    await insistOnFreeGroup(context, group);
    const left: string[] = [];
    for (const running of await runningOf(context, group, service)) {
      const { progress } = await progressOf(context.aws, running, since);
      if (progress === "stale") await replace(context.aws, running);
      if (progress !== "serves") left.push(running.service);
    }
    if (left.length > 0) return { done: false, text: `${left.join(", ")}: the new tasks do not serve yet` };
    if (group.strategy === "blue-green") await followRules(context, group);
    return { done: true, text: `all tasks of ${service} are new, and serve` };
  },
});
