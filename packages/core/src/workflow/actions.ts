import { actionTable } from "./actions.generated.ts";
import type { Action } from "./allow.ts";

/** What IAM says of an action: the types of resource that a policy can narrow it to. */
export interface ActionFacts {
  /** Resource types of the service, such as `listener-rule/app`. */
  readonly types: readonly string[];
  /** Whether a call always acts on one; where not, some calls of the action need `*`. */
  readonly required: boolean;
}

/** Undefined for an action that does not exist; throws for a service that the table lacks. */
export function actionFacts(action: Action): ActionFacts | undefined {
  const [service = "", name = ""] = action.split(":");
  const groups = new Map<string, Readonly<Record<string, string>>>(Object.entries(actionTable)).get(service);
  if (!groups)
    throw new Error(`${action}: add the service to scripts/action-table.ts and run \`npm run actions\``);
  for (const [types, names] of Object.entries(groups))
    if (names.split(" ").includes(name)) {
      const all = types === "none" ? [] : types.split(",");
      return {
        types: all.map((type) => type.replace(/\?$/, "")),
        required: all.some((type) => !type.endsWith("?")),
      };
    }
  return undefined;
}
