/// <reference path="../../.sst/platform/config.d.ts" />
import { experiment } from "../../infra/experiment";
import { cutSubnets, subnetArns } from "../../infra/network-faults";
import type { Place } from "../chaos";

/** The last zone is cut off: load balancer, tasks, database and cache have to do with the others. */
export function zoneLoss({ scope, network, stopAlarmArn, logGroupArn }: Place): void {
  const tiers = [network.publicSubnetIds, network.privateSubnetIds, network.dataSubnetIds];
  const lost = tiers.map((ids) => ids.at(-1)).filter((id) => id !== undefined);
  const arns = subnetArns(scope, lost);
  experiment(scope, {
    thing: "zone-loss",
    description: "Nothing enters or leaves one availability zone for fifteen minutes",
    targets: [{ name: "zone", resourceType: "aws:ec2:subnet", resourceArns: arns, selectionMode: "ALL" }],
    faults: [
      {
        name: "cut",
        action: "aws:network:disrupt-connectivity",
        parameters: { duration: "PT15M", scope: "all" },
        on: "Subnets",
        target: "zone",
      },
    ],
    statements: cutSubnets(scope, network.vpcId, arns),
    stopAlarmArn,
    logGroupArn,
  });
}
