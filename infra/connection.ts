/// <reference path="../.sst/platform/config.d.ts" />
import type { Connection } from "@signalbox/core/platform/names";
import { pascalCase, type Scope } from "./scope";

/**
 * The one parameter of a region that tasks learn a connection from when they start. A restore puts what was restored in it,
 * and a deploy must not bring back what that has replaced: it is written once, with what the stacks have made, and then left
 * alone. Answers its ARN.
 */
export function connection(
  scope: Scope,
  thing: Connection,
  value: $util.Input<string>,
): $util.Output<string> {
  const parameter = new aws.ssm.Parameter(
    scope.id(`Connection${pascalCase(thing)}`),
    {
      name: scope.names.connection(thing),
      type: "String",
      value,
      description: "What tasks connect to from their next start on. Restores change it; deploys do not.",
    },
    scope.options({ ignoreChanges: ["value"] }),
  );
  return parameter.arn;
}
