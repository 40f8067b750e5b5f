/// <reference path="../.sst/platform/config.d.ts" />
import type { Scope } from "./scope";
import { serviceRole } from "./service-role";

export interface SlackChannelArgs {
  readonly workspaceId: string;
  readonly channelId: string;
  readonly topicArns: readonly $util.Input<string>[];
}

/** A Slack channel that reads the topics. From there one may look at metrics and do nothing. */
export function slackChannel(scope: Scope, { workspaceId, channelId, topicArns }: SlackChannelArgs) {
  const role = serviceRole(scope, "slack", "chatbot.amazonaws.com", [
    // To draw the metric of an alarm; classic metrics have no ARN.
    { Action: ["cloudwatch:GetMetricData"], Resource: ["*"] },
    {
      Action: ["cloudwatch:DescribeAlarms"],
      Resource: scope.config.regions.map(
        ({ region }) => $interpolate`arn:aws:cloudwatch:${region}:${scope.account}:alarm:*`,
      ),
    },
  ]);
  return new aws.chatbot.SlackChannelConfiguration(
    scope.id("Slack"),
    {
      configurationName: scope.names.prefix,
      slackTeamId: workspaceId,
      slackChannelId: channelId,
      iamRoleArn: role.arn,
      snsTopicArns: [...topicArns],
      // Left out, it would be AdministratorAccess.
      guardrailPolicyArns: ["arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"],
      loggingLevel: "ERROR",
    },
    scope.options(),
  );
}
