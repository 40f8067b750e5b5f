import type { InfraPromise } from "../promise.ts";
import { actionView } from "../view/actions.ts";
import { rolesOf } from "../view/policies.ts";
import { wrong } from "../view/resources.ts";

/** Actions that could be narrowed in general, but not where they are used. */
const exceptions: Readonly<Record<string, string>> = {
  "cloudwatch:GetMetricData": "its one kind of resource is PromQL's datasets; classic metrics have no ARN",
};

export const wildcardResources: InfraPromise = {
  name: "a role is allowed an action on everything only where AWS knows nothing narrower",
  check: async (graph) => {
    const violations: string[] = [];
    for (const { role, statements } of rolesOf(graph))
      for (const { effect, actions, resources } of statements)
        for (const action of effect === "Allow" ? actions : []) {
          if (action.includes("*")) continue; // another promise's
          const { exists, narrow } = await actionView(action);
          if (!exists) violations.push(wrong(role, `may ${action}, which AWS does not know`));
          else if (resources.includes("*") && narrow && exceptions[action] === undefined)
            violations.push(wrong(role, `may ${action} on everything`));
        }
    return violations;
  },
};
