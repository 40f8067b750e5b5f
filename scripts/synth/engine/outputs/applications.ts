import type { Table } from "../made.ts";

export const applications: Table = {
  "aws:amp/workspace:Workspace": (made) => {
    const id = `ws-${made.uuid()}`;
    return {
      id,
      arn: made.arn("aps", `workspace/${id}`),
      prometheusEndpoint: `https://aps-workspaces.${made.region}.amazonaws.com/workspaces/${id}/`,
    };
  },
  "aws:amp/workspaceConfiguration:WorkspaceConfiguration": (made) => ({ id: made.text("workspaceId") }),
  "aws:amp/ruleGroupNamespace:RuleGroupNamespace": (made) => {
    const arn = made.arn("aps", `rulegroupsnamespace/${made.text("workspaceId")}/${made.named()}`);
    return { id: arn, arn };
  },
  "aws:grafana/workspace:Workspace": (made) => {
    const id = `g-${made.hex(10)}`;
    return {
      id,
      arn: made.arn("grafana", `/workspaces/${id}`),
      endpoint: `${id}.grafana-workspace.${made.region}.amazonaws.com`,
      grafanaVersion: "10.4",
    };
  },
  "aws:cloudtrail/trail:Trail": (made) => {
    const arn = made.arn("cloudtrail", `trail/${made.named()}`);
    return { id: arn, arn, homeRegion: made.region };
  },
  "aws:fis/experimentTemplate:ExperimentTemplate": (made) => ({ id: `EXT${made.word(15)}` }),
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": (made) => {
    const arn = made.globalArn(
      "chatbot",
      `chat-configuration/slack-channel/${made.text("configurationName")}`,
    );
    return { id: arn, chatConfigurationArn: arn, slackChannelName: "", slackTeamName: "" };
  },
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": (made) => {
    const arn = made.arn("firehose", `deliverystream/${made.named()}`);
    return { id: arn, arn };
  },
  "aws:xray/samplingRule:SamplingRule": (made) => ({
    id: made.text("ruleName"),
    arn: made.arn("xray", `sampling-rule/${made.text("ruleName")}`),
  }),
  "aws:xray/group:Group": (made) => {
    const arn = made.arn("xray", `group/${made.text("groupName")}/${made.hex(32)}`);
    return { id: arn, arn };
  },
};
