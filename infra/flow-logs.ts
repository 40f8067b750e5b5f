/// <reference path="../.sst/platform/config.d.ts" />
import { logGroup } from "./log-group";
import type { Scope } from "./scope";
import { serviceRole } from "./service-role";

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
  const role = serviceRole(scope, "flow-logs", "vpc-flow-logs.amazonaws.com", [
    {
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: [arn, $util.interpolate`${arn}:*`],
    },
  ]);
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
