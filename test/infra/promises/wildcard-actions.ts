import type { InfraPromise } from "../promise.ts";
import { rolesOf } from "../view/policies.ts";
import { wrong } from "../view/resources.ts";

export const wildcardActions: InfraPromise = {
  name: "no role is allowed an action with a wildcard, or everything but some",
  check: (graph) =>
    rolesOf(graph).flatMap(({ role, statements, attached }) => [
      ...statements
        .filter(({ effect }) => effect === "Allow")
        .flatMap(({ actions, turned }) => [
          ...actions.filter((action) => action.includes("*")).map((action) => wrong(role, `may ${action}`)),
          ...(turned ? [wrong(role, "may everything but some")] : []),
        ]),
      ...attached.map((arn) => wrong(role, `takes ${arn}, which AWS may widen any day`)),
    ]),
};
