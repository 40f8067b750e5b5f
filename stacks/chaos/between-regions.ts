/// <reference path="../../.sst/platform/config.d.ts" />
import { experiment } from "../../infra/experiment";
import { cutRoutes, subnetArns } from "../../infra/network-faults";
import type { Place } from "../chaos";

/**
 * Tasks and Lambdas of the VPC reach no other region. Traffic of AWS's own services, such as the replication of Aurora,
 * goes on. The account needs 350 routes per route table, quota L-93826ACB.
 */
export function regionCut({ scope, network, stopAlarmArn, logGroupArn }: Place, others: readonly string[]) {
  const arns = subnetArns(scope, network.privateSubnetIds);
  for (const other of others)
    experiment(scope, {
      thing: `cut-${other}`,
      description: `Private subnets reach nothing in ${other} for twenty minutes`,
      targets: [
        { name: "private", resourceType: "aws:ec2:subnet", resourceArns: arns, selectionMode: "ALL" },
      ],
      faults: [
        {
          name: "cut",
          action: "aws:network:route-table-disrupt-cross-region-connectivity",
          parameters: { duration: "PT20M", region: other },
          on: "Subnets",
          target: "private",
        },
      ],
      statements: cutRoutes(scope, network.vpcId, arns),
      stopAlarmArn,
      logGroupArn,
    });
}

/** Uploads stay in their region: what a failover loses, or finds again, can be seen. */
export function replicationPaused(
  { scope, stopAlarmArn, logGroupArn }: Place,
  bucketArn: $util.Input<string>,
  others: readonly string[],
) {
  experiment(scope, {
    thing: "replication-paused",
    description: `Files are not copied to ${others.join(" and ")} for two hours; those under way may still be for one`,
    targets: [
      {
        name: "files",
        resourceType: "aws:s3:bucket",
        // The action finds buckets by their tags alone.
        resourceTags: [
          { key: "signalbox:name", value: scope.config.name },
          { key: "signalbox:stage", value: scope.stage },
          { key: "signalbox:holds", value: "files" },
        ],
        selectionMode: "ALL",
      },
    ],
    faults: others.map((region) => ({
      name: `pause-${region}`,
      action: "aws:s3:bucket-pause-replication",
      parameters: { duration: "PT2H", region },
      on: "Buckets",
      target: "files",
    })),
    statements: [
      {
        Action: ["s3:PauseReplication"],
        Resource: [bucketArn],
        Condition: { StringEquals: { "s3:DestinationRegion": [...others] } },
      },
      {
        Action: ["s3:GetReplicationConfiguration", "s3:PutReplicationConfiguration"],
        Resource: [bucketArn],
        Condition: { BoolIfExists: { "s3:isReplicationPauseRequest": "true" } },
      },
      // Neither takes a resource in IAM.
      { Action: ["s3:ListAllMyBuckets", "tag:GetResources"], Resource: ["*"] },
    ],
    stopAlarmArn,
    logGroupArn,
  });
}
