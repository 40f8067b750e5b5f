/// <reference path="../.sst/platform/config.d.ts" />
import { logGroup } from "./log-group";
import type { Scope } from "./scope";

export interface FlowLogsArgs {
  readonly vpcId: $util.Input<string>;
  readonly keyArn: $util.Input<string>;
}

/** Records every connection of the VPC, refused ones too. */
export function flowLogs(scope: Scope, { vpcId, keyArn }: FlowLogsArgs) {
  const { arn } = logGroup(scope, "FlowLogGroup", {
    name: scope.names.flowLogs,
    keyArn,
    days: scope.config.network.flowLogDays,
  });
  const role = new aws.iam.Role(
    scope.id("FlowLogRole"),
    {
      name: scope.names.role(scope.region.region, "flow-logs"),
      assumeRolePolicy: $util.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "vpc-flow-logs.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: { StringEquals: { "aws:SourceAccount": scope.account } },
          },
        ],
      }),
      inlinePolicies: [
        {
          name: "write",
          policy: $util.jsonStringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                Resource: [arn, $util.interpolate`${arn}:*`],
              },
            ],
          }),
        },
      ],
    },
    scope.options(),
  );
  new aws.ec2.FlowLog(
    scope.id("FlowLog"),
    {
      vpcId,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: arn,
      iamRoleArn: role.arn,
      maxAggregationInterval: 600,
    },
    scope.options(),
  );
}
