import type { InfraPromise } from "../promise.ts";
import { actionView } from "../view/actions.ts";
import { rolesOf } from "../view/policies.ts";
import { wrong } from "../view/resources.ts";

const inVpc = "Lambda refuses to put a function into a VPC whose role has less";

/** Actions that could be narrowed in general, but not where they are used. */
const exceptions: Readonly<Record<string, string>> = {
  "cloudwatch:GetMetricData": "its one kind of resource is PromQL's datasets; classic metrics have no ARN",
  "cloudwatch:ListMetrics": "the same",
  "cloudwatch:PutMetricData": "the same; a condition on the namespace stands in for a resource",
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
  "cloudwatch:DescribeAlarms": "with a narrower scope it tells nothing of composite alarms",
  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
  "ec2:AssignPrivateIpAddresses": inVpc,
  "ec2:CreateNetworkInterface": inVpc,
  "ec2:DeleteNetworkInterface": inVpc,
  "ec2:UnassignPrivateIpAddresses": inVpc,
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
