import type { InfraPromise } from "../promise.ts";
import { ofType, unless, valueIn } from "../view/resources.ts";

const limit = 4096;
const bytes = (value: unknown): number =>
  Buffer.byteLength(typeof value === "string" ? value : JSON.stringify(value ?? {}));

export const smallEnough: InfraPromise = {
  name: "parameters, environments, machines and policies fit into AWS's limits of size",
  check: (graph) => [
    // https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
    ...ofType(graph, "aws:ssm/parameter:Parameter").flatMap((one) =>
      unless(bytes(valueIn(one, "value")) <= limit, one, `is larger than ${limit} bytes`),
    ),
    // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    ...ofType(graph, "aws:lambda/function:Function").flatMap((one) =>
      unless(
        bytes(valueIn(one, "environment.variables")) <= limit,
        one,
        `has an environment over ${limit} bytes`,
      ),
    ),
    // https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
    ...ofType(graph, "aws:sfn/stateMachine:StateMachine").flatMap((one) =>
      unless(bytes(valueIn(one, "definition")) <= 1_048_576, one, "has a definition over 1 MiB"),
    ),
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    ...ofType(graph, "aws:iam/role:Role").flatMap((one) => [
      ...unless(
        bytes(valueIn(one, "assumeRolePolicy")) <= 2048,
        one,
        "has a trust policy over 2,048 characters",
      ),
      ...unless(
        inline(valueIn(one, "inlinePolicies")) <= 10_240,
        one,
        "has inline policies over 10,240 characters",
      ),
    ]),
  ],
};

/** White space does not count. */
const inline = (policies: unknown): number =>
  Array.isArray(policies)
    ? policies.reduce((sum, { policy }) => sum + String(policy).replaceAll(/\s/g, "").length, 0)
    : 0;
