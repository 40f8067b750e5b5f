/// <reference path="../../.sst/platform/config.d.ts" />
import type { Scope } from "../../infra/scope";
import { serviceRole } from "../../infra/service-role";

/**
 * Amazon Managed Grafana over the metrics, traces and Prometheus workspaces of every region. Who may log in is said in IAM
 * Identity Center, without which AWS does not create it.
 */
export function grafana(scope: Scope) {
  const { account, config, names } = scope;
  const role = serviceRole(scope, "grafana", "grafana.amazonaws.com", [
    {
      Action: [
        "aps:DescribeWorkspace",
        "aps:GetLabels",
        "aps:GetMetricMetadata",
        "aps:GetSeries",
        "aps:QueryMetrics",
      ],
      Resource: config.regions.map(
        ({ region }) => $interpolate`arn:aws:aps:${region}:${account}:workspace/*`,
      ),
    },
    {
      Action: ["cloudwatch:DescribeAlarms"],
      Resource: config.regions.map(
        ({ region }) => $interpolate`arn:aws:cloudwatch:${region}:${account}:alarm:*`,
      ),
    },
    // All of these are read-only and take no resource in IAM.
    {
      Action: [
        "aps:ListWorkspaces",
        "cloudwatch:GetMetricData",
        "cloudwatch:ListMetrics",
        "ec2:DescribeRegions",
        "tag:GetResources",
        "xray:BatchGetTraces",
        "xray:GetServiceGraph",
        "xray:GetTraceGraph",
        "xray:GetTraceSummaries",
      ],
      Resource: ["*"],
    },
  ]);
  return new aws.grafana.Workspace(
    scope.id("Grafana"),
    {
      name: names.prefix,
      accountAccessType: "CURRENT_ACCOUNT",
      authenticationProviders: ["AWS_SSO"],
      permissionType: "CUSTOMER_MANAGED",
      roleArn: role.arn,
      dataSources: ["CLOUDWATCH", "PROMETHEUS", "XRAY"],
    },
    scope.options(),
  );
}
