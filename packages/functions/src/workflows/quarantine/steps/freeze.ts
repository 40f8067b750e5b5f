import { on } from "@signalbox/core/workflow/allow";
import { freezesIn, setFreeze } from "../../../aws/freeze.ts";
import { actStep } from "../../../runbook/act.ts";
import { QuarantinePlan } from "../request.ts";

export const freeze = actStep({
  name: "Freeze",
  description: "Lets no release of any group begin.",
  plan: QuarantinePlan,
  allow: [on("ledgerTable", "dynamodb:PutItem")],
  act: async ({ plan: { freeze: set } }, context) => {
    await setFreeze(freezesIn(context, undefined), set);
    return { done: true, text: `no release begins until ${set.until}; \`signalbox thaw\` ends it` };
  },
});
