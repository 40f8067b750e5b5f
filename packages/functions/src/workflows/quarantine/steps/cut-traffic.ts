import { maintenanceAllows, raisePage } from "../../../maintenance/page.ts";
import { actStep } from "../../../runbook/act.ts";
import { QuarantinePlan } from "../request.ts";

export const cutTraffic = actStep({
  name: "CutTraffic",
  description:
    "Keeps all users out by the maintenance page; no other region takes them over, since it has the same harm.",
  plan: QuarantinePlan,
  allow: maintenanceAllows,
  act: async ({ plan: { page } }, context) => {
    await raisePage(context, page);
    return { done: true, text: "users see the maintenance page; `lower-maintenance` lets them in again" };
  },
});
