/// <reference path="../.sst/platform/config.d.ts" />
import { pascalCase, type Scope } from "./scope";

export interface Statement {
  readonly Effect?: "Allow" | "Deny";
  readonly Action: string[];
  readonly Resource: $util.Input<$util.Input<string>[]>;
  readonly Condition?: Record<string, Record<string, $util.Input<string> | $util.Input<string>[]>>;
}

export const policyOf = (statements: readonly Statement[]): $util.Output<string> =>
  $jsonStringify({
    Version: "2012-10-17",
    Statement: statements.map(({ Effect = "Allow", ...rest }) => ({ Effect, ...rest })),
  });

/** Condition on a key: only what this service of the region asks of it in the role's name. */
export const through = ({ region }: Scope, service: string) => ({
  StringEquals: { "kms:ViaService": `${service}.${region.region}.amazonaws.com` },
});

/**
 * A role that one AWS service takes on for this account alone, with these statements and nothing else; with none, it has no
 * policy. `thing` is kebab-case and becomes part of the role's name.
 */
export const serviceRole = (
  scope: Scope,
  thing: string,
  service: string,
  statements: $util.Input<readonly Statement[]>,
) =>
  new aws.iam.Role(
    scope.id(`${pascalCase(thing)}Role`),
    roleArgs(scope, thing, service, statements),
    scope.options(),
  );

/** What such a role is made of, where a component of SST makes it. */
export function roleArgs(
  scope: Scope,
  thing: string,
  service: string,
  statements: $util.Input<readonly Statement[]>,
) {
  return {
    name: scope.names.role(scope.region.region, thing),
    assumeRolePolicy: $jsonStringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: service },
          Action: "sts:AssumeRole",
          // https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html. Lambda and EC2 are not said to pass it; a
          // function and an instance take on none but roles of their own account.
          ...(!["lambda.amazonaws.com", "ec2.amazonaws.com"].includes(service) && {
            Condition: { StringEquals: { "aws:SourceAccount": scope.account } },
          }),
        },
      ],
    }),
    inlinePolicies: $util
      .output(statements)
      .apply((all) => (all.length > 0 ? [{ name: thing, policy: policyOf(all) }] : [])),
  } satisfies aws.iam.RoleArgs;
}
