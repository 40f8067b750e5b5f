import {
  DeregisterTargetsCommand,
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";

export interface Target {
  readonly ip: string;
  readonly port: number;
  /** `healthy`, `draining` and the like. */
  readonly state: string;
}

/** All targets of a group. */
export async function readTargets(client: ElasticLoadBalancingV2Client, group: string): Promise<Target[]> {
  const { TargetHealthDescriptions = [] } = await client.send(
    new DescribeTargetHealthCommand({ TargetGroupArn: group }),
  );
  return TargetHealthDescriptions.map(({ Target, TargetHealth }) => ({
    ip: Target?.Id ?? "",
    port: Target?.Port ?? 0,
    state: TargetHealth?.State ?? "",
  }));
}

const targetsOf = (group: string, targets: readonly Pick<Target, "ip" | "port">[]) => ({
  TargetGroupArn: group,
  Targets: targets.map(({ ip, port }) => ({ Id: ip, Port: port })),
});

/** They get no new requests from now on; what is open goes on for the deregistration delay. */
export async function takeOut(
  client: ElasticLoadBalancingV2Client,
  group: string,
  targets: readonly Pick<Target, "ip" | "port">[],
): Promise<void> {
  if (targets.length > 0) await client.send(new DeregisterTargetsCommand(targetsOf(group, targets)));
}

/** Ends a deregistration as well. */
export async function takeIn(
  client: ElasticLoadBalancingV2Client,
  group: string,
  targets: readonly Pick<Target, "ip" | "port">[],
): Promise<void> {
  if (targets.length > 0) await client.send(new RegisterTargetsCommand(targetsOf(group, targets)));
}
