import type { InfraPromise } from "../promise.ts";
import { rolesOf } from "../view/policies.ts";
import { wrong } from "../view/resources.ts";

export const passedRoles: InfraPromise = {
  name: "a role that passes roles may pass just those, of its own region, by their full ARNs",
  check: (graph) => {
    const roles = rolesOf(graph);
    const regions = new Map(roles.map(({ arn, role }) => [arn, role.region]));
    return roles.flatMap(({ role, statements }) =>
      statements
        .filter(({ actions }) => actions.includes("iam:PassRole"))
        .flatMap(({ resources }) => resources)
        .filter((arn) => regions.get(arn) !== role.region)
        .map((arn) => wrong(role, `may pass ${arn}, which is no role of ${role.region}`)),
    );
  },
};
