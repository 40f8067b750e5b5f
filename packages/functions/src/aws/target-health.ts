import {
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";

/** How many targets of a group are `healthy`. A group at weight 0 is checked like any other while a rule names it. */
export async function countHealthy(
  client: ElasticLoadBalancingV2Client,
  targetGroupArn: string,
): Promise<number> {
  const { TargetHealthDescriptions = [] } = await client.send(
    new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn }),
  );
  return TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State === "healthy").length;
}
