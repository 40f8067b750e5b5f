import { insistOnFreePage } from "../../../maintenance/free-page.ts";
import { freeGroupAllows } from "../../../runbook/free-group.ts";
import { lookStep } from "../../../runbook/look.ts";
import { LowerPlan, LowerRequest } from "../request.ts";

export const look = lookStep({
  description: "Refuses while a release may show the page by itself.",
  request: LowerRequest,
  plan: LowerPlan,
  allow: freeGroupAllows,
  look: async (_, context) => {
    await insistOnFreePage(context);
    return { sentence: "users reach the application again", plan: {} };
  },
});
