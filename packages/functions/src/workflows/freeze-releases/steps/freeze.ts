import { on } from "@signalbox/core/workflow/allow";
import { freezesIn, setFreeze } from "../../../aws/freeze.ts";
import { actStep } from "../../../runbook/act.ts";
import { FreezePlan } from "../request.ts";

export const freeze = actStep({
  name: "Freeze",
  description: "Writes the freeze down, once.",
  plan: FreezePlan,
  allow: [on("ledgerTable", "dynamodb:PutItem")],
  act: async ({ plan: { group, ...set } }, context) => {
    await setFreeze(freezesIn(context, group), set);
    return { done: true, text: `frozen until ${set.until}; \`signalbox thaw\` ends it` };
  },
});
