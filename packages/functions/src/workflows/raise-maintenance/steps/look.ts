import { insistOnFreePage } from "../../../maintenance/free-page.ts";
import { freeGroupAllows } from "../../../runbook/free-group.ts";
import { lookStep } from "../../../runbook/look.ts";
import { RaisePlan, RaiseRequest } from "../request.ts";

export const look = lookStep({
  description: "Refuses while a release may show the page by itself.",
  request: RaiseRequest,
  plan: RaisePlan,
  allow: freeGroupAllows,
  look: async ({ minutes }, context) => {
    await insistOnFreePage(context);
    const until = Math.floor(context.clock.now()) + minutes * 60_000;
    return {
      sentence: `all users see the maintenance page, which says ${new Date(until).toISOString()}; no other region takes them over meanwhile`,
      plan: { until },
    };
  },
});
