import { NamedError } from "@signalbox/core/error";
import { readBounds } from "../../../aws/scalable-target.ts";
import { readScaling, readService } from "../../../release/allow.ts";
import { freeGroupAllows, insistOnFreeGroup } from "../../../runbook/free-group.ts";
import { lookStep } from "../../../runbook/look.ts";
import { groupOf, runningOf } from "../../../runbook/named-service.ts";
import { ScalePlan, ScaleRequest } from "../request.ts";

export const look = lookStep({
  description: "Reads how the service scales now, and refuses while its group is being released.",
  request: ScaleRequest,
  plan: ScalePlan,
  allow: [...freeGroupAllows, readService, readScaling],
  look: async ({ service, tasks }, context) => {
    const group = groupOf(context, service);
    await insistOnFreeGroup(context, group);
    const running = await runningOf(context, group, service);
    const bounds = await readBounds(
      context.aws.applicationAutoScaling,
      group.cluster,
      running.map((one) => one.service),
    );
    const [found] = bounds.values();
    if (!found)
      throw new NamedError(
        "Runbook.NotThisWay",
        `${service} runs no task, or is not scaled: deploy it first`,
      );
    const most = Math.max(found.most, tasks);
    return {
      sentence: `${service} gets at least ${tasks} task(s) instead of ${found.least}, and at most ${most} instead of ${found.most}, until the next deployment`,
      plan: { service, tasks },
    };
  },
});
