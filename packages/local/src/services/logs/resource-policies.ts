import type { ResourcePolicy } from "@aws-sdk/client-cloudwatch-logs";
import type { Clock } from "@signalbox/core/clock";
import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";

const policiesAtMost = 10;

/** Policies that let other services write here. They are kept and answered; AWS's own services may always write here. */
export function resourcePolicies(clock: Clock) {
  const policies = new Map<string, ResourcePolicy>();
  return {
    put: (input: Input<"logs", "PutResourcePolicy">): Output<"logs", "PutResourcePolicy"> => {
      refuseUnsupported("logs:PutResourcePolicy", input, ["policyName", "policyDocument"]);
      const { policyName = "", policyDocument = "" } = input;
      if (!policies.has(policyName) && policies.size >= policiesAtMost)
        throw new AwsError("LimitExceededException", "Resource limit exceeded.");
      const policy = { policyName, policyDocument, lastUpdatedTime: Math.floor(clock.now()) };
      policies.set(policyName, policy);
      return { resourcePolicy: policy };
    },
    describe: (
      input: Input<"logs", "DescribeResourcePolicies">,
    ): Output<"logs", "DescribeResourcePolicies"> => {
      refuseUnsupported("logs:DescribeResourcePolicies", input, ["limit", "nextToken"]);
      const { items, nextToken } = page([...policies.values()], input.nextToken, input.limit ?? 50);
      return { resourcePolicies: items, ...(nextToken && { nextToken }) };
    },
    delete: ({ policyName = "" }: Input<"logs", "DeleteResourcePolicy">): object => {
      if (!policies.delete(policyName))
        throw new AwsError("ResourceNotFoundException", `Policy with name [${policyName}] does not exist.`);
      return {};
    },
  };
}
