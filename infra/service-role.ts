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

/**
 * A role that one AWS service takes on for this account alone, with these statements and nothing else.
 * `thing` is kebab-case and becomes part of the role's name.
 */
export function serviceRole(scope: Scope, thing: string, service: string, statements: readonly Statement[]) {
  return new aws.iam.Role(
    scope.id(`${pascalCase(thing)}Role`),
    {
      name: scope.names.role(scope.region.region, thing),
      assumeRolePolicy: $jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: service },
            Action: "sts:AssumeRole",
            // https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
            Condition: { StringEquals: { "aws:SourceAccount": scope.account } },
          },
        ],
      }),
      inlinePolicies: [{ name: thing, policy: policyOf(statements) }],
    },
    scope.options(),
  );
}
