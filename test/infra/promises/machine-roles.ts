import { madeOnce } from "@signalbox/core/made-once";
import { machineStatements } from "@signalbox/core/workflow/machine-statements";
import type { Resource } from "../../../scripts/synth/graph.ts";
import type { InfraPromise } from "../promise.ts";
import { compare, grantsOf } from "../view/grants.ts";
import { rolesOf } from "../view/policies.ts";
import { arnOf, ofType, valueIn, wrong } from "../view/resources.ts";

/** Of every machine: logs and traces take no resource, https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html */
const logging = [
  "logs:CreateLogDelivery",
  "logs:DeleteLogDelivery",
  "logs:DescribeLogGroups",
  "logs:DescribeResourcePolicies",
  "logs:GetLogDelivery",
  "logs:ListLogDeliveries",
  "logs:PutResourcePolicy",
  "logs:UpdateLogDelivery",
  "xray:GetSamplingRules",
  "xray:GetSamplingTargets",
  "xray:PutTelemetryRecords",
  "xray:PutTraceSegments",
];

export const machineRoles: InfraPromise = {
  name: "the role of each state machine is derived from its Task states, with its logs, traces and key",
  check: (graph) => {
    const roles = rolesOf(graph);
    return ofType(graph, "aws:sfn/stateMachine:StateMachine").flatMap((machine) => {
      const view = roles.find(({ arn }) => arn === valueIn(machine, "roleArn"));
      if (view === undefined) return [wrong(machine, "has a role that is not deployed")];
      const keys = ofType(graph, "aws:kms/key:Key").filter((key) => key.region === machine.region);
      const wanted = grantsOf([
        ...neededBy(machine),
        { actions: logging, resources: ["*"] },
        { actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: keys.map(arnOf) },
      ]);
      return compare(grantsOf(view.statements), wanted).map((what) => wrong(view.role, what));
    });
  },
};

const neededBy = madeOnce((machine: Resource) =>
  machineStatements(JSON.parse(String(valueIn(machine, "definition")))),
);
