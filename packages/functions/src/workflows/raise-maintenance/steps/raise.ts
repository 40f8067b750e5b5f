import { insistOnFreePage } from "../../../maintenance/free-page.ts";
import { maintenanceAllows, raisePage } from "../../../maintenance/page.ts";
import { actStep } from "../../../runbook/act.ts";
import { freeGroupAllows } from "../../../runbook/free-group.ts";
import { RaisePlan } from "../request.ts";

export const raise = actStep({
  name: "Raise",
  description: "Shows the page, and reads the rules back.",
  plan: RaisePlan,
  allow: [...freeGroupAllows, ...maintenanceAllows],
  act: async ({ plan: { until } }, context) => {
    await insistOnFreePage(context);
    await raisePage(context, until);
    return { done: true, text: "the page is up; `lower-maintenance` takes it away" };
  },
});
