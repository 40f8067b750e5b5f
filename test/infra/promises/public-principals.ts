import type { InfraPromise } from "../promise.ts";
import { statementsIn } from "../view/policies.ts";
import { wrong } from "../view/resources.ts";

/** Inputs that hold a resource's own policy. */
const policies = ["policy", "accessPolicy", "resourcePolicy", "filePolicy", "assumeRolePolicy"];
/** Conditions that name who is meant. */
const narrow =
  /^(aws:(SourceAccount|SourceArn|PrincipalArn|PrincipalAccount|PrincipalOrgID|SourceVpce?)|kms:CallerAccount|elasticfilesystem:AccessPointArn)$/i;

export const publicPrincipals: InfraPromise = {
  name: "no policy of a resource lets in everybody",
  check: ({ resources }) =>
    resources.flatMap((resource) => [
      ...policies.flatMap((key) =>
        statementsIn(resource.inputs[key])
          .filter(({ effect, principals }) => effect === "Allow" && principals.includes("*"))
          .filter(
            ({ conditions }) =>
              !Object.values(conditions).some((tests) =>
                Object.keys(Object(tests)).some((test) => narrow.test(test)),
              ),
          )
          .map(({ actions }) => wrong(resource, `lets everybody ${actions.join(", ")}`)),
      ),
      ...(resource.type === "aws:lambda/permission:Permission" && resource.inputs.principal === "*"
        ? [wrong(resource, "lets everybody invoke the function")]
        : []),
    ]),
};
