/// <reference path="../../.sst/platform/config.d.ts" />
import { experiment } from "../../infra/experiment";
import type { Statement } from "../../infra/service-role";
import type { Place } from "../chaos";

/** Some tasks of the platform answer late, or lose what they send: two templates, as ECS takes one such fault at a time. */
export function taskFaults({ scope, stopAlarmArn, logGroupArn }: Place): void {
  const common = {
    targets: [
      {
        name: "tasks",
        resourceType: "aws:ecs:task",
        // Services hand their tags, and so these, on to their tasks. Five is the quota of a new account.
        resourceTags: [
          { key: "signalbox:name", value: scope.config.name },
          { key: "signalbox:stage", value: scope.stage },
        ],
        parameters: { cluster: scope.names.cluster },
        selectionMode: "COUNT(3)",
      },
    ],
    stopAlarmArn,
    logGroupArn,
  };
  experiment(scope, {
    ...common,
    thing: "task-latency",
    description: "Three tasks answer half a second late for ten minutes",
    faults: [fault("latency", { delayMilliseconds: "500", jitterMilliseconds: "100" })],
    statements: statements(scope, "AWSFIS-Run-Network-Latency-ECS"),
  });
  experiment(scope, {
    ...common,
    thing: "task-loss",
    description: "Three tasks lose a tenth of what they send for ten minutes",
    faults: [fault("packet-loss", { lossPercent: "10" })],
    statements: statements(scope, "AWSFIS-Run-Network-Packet-Loss-ECS"),
  });
}

const fault = (kind: string, parameters: Record<string, string>) => ({
  name: kind,
  action: `aws:ecs:task-network-${kind}`,
  parameters: {
    duration: "PT10M",
    ...parameters,
    // The only way on Fargate, https://docs.aws.amazon.com/fis/latest/userguide/ecs-task-actions.html
    useEcsFaultInjectionEndpoints: "true",
  },
  on: "Tasks",
  target: "tasks",
});

function statements({ region: { region }, account, names }: Place["scope"], document: string): Statement[] {
  return [
    {
      Action: ["ecs:DescribeTasks"],
      Resource: [$interpolate`arn:aws:ecs:${region}:${account}:task/${names.cluster}/*`],
    },
    {
      // Only to what carries the sidecar, and only the document of this fault.
      Action: ["ssm:SendCommand"],
      Resource: [$interpolate`arn:aws:ssm:${region}:${account}:managed-instance/*`],
      Condition: { StringEquals: { "ssm:resourceTag/FAULT_INJECTION_SIDECAR": "true" } },
    },
    { Action: ["ssm:SendCommand"], Resource: [`arn:aws:ssm:${region}::document/${document}`] },
    // Neither commands nor tags take a resource in IAM.
    { Action: ["ssm:CancelCommand", "ssm:ListCommands", "tag:GetResources"], Resource: ["*"] },
  ];
}
