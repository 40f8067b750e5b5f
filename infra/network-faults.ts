/// <reference path="../.sst/platform/config.d.ts" />
import type { Scope } from "./scope";
import type { Statement } from "./service-role";

type Text = $util.Input<string>;

/** FIS marks with this what it makes for an experiment and takes away after it. */
const ofFis = { "ec2:ResourceTag/managedByFIS": "true" };
const asFis = { "aws:RequestTag/managedByFIS": "true" };

export const arnOf = (scope: Scope, rest: Text) =>
  $interpolate`arn:aws:ec2:${scope.region.region}:${scope.account}:${rest}`;

export const subnetArns = (scope: Scope, ids: readonly Text[]) =>
  ids.map((id) => arnOf(scope, $interpolate`subnet/${id}`));

/** For aws:network:disrupt-connectivity: an access list of FIS's own in place of that of the subnets. */
export function cutSubnets(scope: Scope, vpcId: Text, subnets: Text[]): Statement[] {
  const lists = arnOf(scope, "network-acl/*");
  return [
    { Action: ["ec2:CreateNetworkAcl"], Resource: [lists], Condition: { StringEquals: asFis } },
    { Action: ["ec2:CreateNetworkAcl"], Resource: [arnOf(scope, $interpolate`vpc/${vpcId}`)] },
    tagging(lists, "CreateNetworkAcl"),
    {
      Action: ["ec2:CreateNetworkAclEntry", "ec2:DeleteNetworkAcl"],
      Resource: [lists],
      Condition: { StringEquals: ofFis },
    },
    { Action: ["ec2:ReplaceNetworkAclAssociation"], Resource: [lists, ...subnets] },
    {
      // Descriptions take no resource in IAM.
      Action: [
        "ec2:DescribeManagedPrefixLists",
        "ec2:DescribeNetworkAcls",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
      ],
      Resource: ["*"],
    },
  ];
}

/** For aws:network:route-table-disrupt-cross-region-connectivity: routes of FIS's own, into nowhere. */
export function cutRoutes(scope: Scope, vpcId: Text, subnets: Text[]): Statement[] {
  const tables = arnOf(scope, "route-table/*");
  const interfaces = arnOf(scope, "network-interface/*");
  const lists = arnOf(scope, "prefix-list/*");
  const endpoints = arnOf(scope, "vpc-endpoint/*");
  return [
    {
      Action: ["ec2:CreateRouteTable", "ec2:CreateNetworkInterface", "ec2:CreateManagedPrefixList"],
      Resource: [tables, interfaces, lists],
      Condition: { StringEquals: asFis },
    },
    { Action: ["ec2:CreateRouteTable"], Resource: [arnOf(scope, $interpolate`vpc/${vpcId}`)] },
    {
      Action: ["ec2:CreateNetworkInterface"],
      Resource: [...subnets, arnOf(scope, "security-group/*")],
    },
    tagging(tables, "CreateRouteTable"),
    tagging(interfaces, "CreateNetworkInterface"),
    tagging(lists, "CreateManagedPrefixList"),
    {
      Action: [
        "ec2:CreateRoute",
        "ec2:DeleteManagedPrefixList",
        "ec2:DeleteNetworkInterface",
        "ec2:DeleteRouteTable",
        "ec2:ModifyManagedPrefixList",
      ],
      Resource: [tables, interfaces, lists],
      Condition: { StringEquals: ofFis },
    },
    { Action: ["ec2:GetManagedPrefixListEntries"], Resource: [lists] },
    {
      Action: ["ec2:AssociateRouteTable", "ec2:DisassociateRouteTable", "ec2:ReplaceRouteTableAssociation"],
      Resource: [tables, ...subnets],
    },
    // Gateway endpoints are entered into its route tables too.
    { Action: ["ec2:ModifyVpcEndpoint"], Resource: [endpoints] },
    { Action: ["ec2:ModifyVpcEndpoint"], Resource: [tables], Condition: { StringEquals: ofFis } },
    {
      Action: [
        "ec2:DescribeManagedPrefixLists",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeRouteTables",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcEndpoints",
        "ec2:DescribeVpcPeeringConnections",
        "ec2:DescribeVpcs",
      ],
      Resource: ["*"],
    },
  ];
}

const tagging = (resource: Text, action: string): Statement => ({
  Action: ["ec2:CreateTags"],
  Resource: [resource],
  Condition: { StringEquals: { "ec2:CreateAction": action, ...asFis } },
});
