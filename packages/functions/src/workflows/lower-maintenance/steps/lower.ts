import { insistOnFreePage } from "../../../maintenance/free-page.ts";
import { lowerPage, maintenanceAllows } from "../../../maintenance/page.ts";
import { actStep } from "../../../runbook/act.ts";
import { freeGroupAllows } from "../../../runbook/free-group.ts";
import { LowerPlan } from "../request.ts";

export const lower = actStep({
  name: "Lower",
  description: "Takes the page away, and reads the rules back.",
  plan: LowerPlan,
  allow: [...freeGroupAllows, ...maintenanceAllows],
  act: async (_, context) => {
    await insistOnFreePage(context);
    await lowerPage(context);
    return { done: true, text: "the page is down" };
  },
});
