import type { LoadBalancer } from "@aws-sdk/client-ecs";
import type { Cloud } from "../cloud.ts";
import type { World } from "../world/world.ts";
import type { PlatformDocument } from "./document.ts";
import { person } from "./person.ts";

const pollMs = 500;

/**
 * Resolves once every ECS service of the platform runs as many tasks as it wants, healthy ones where a load balancer asks,
 * or after `patienceMs`: a service with a candidate that fails never does.
 */
export async function servicesServe(
  { world }: Cloud,
  { entries }: PlatformDocument,
  patienceMs = Number.POSITIVE_INFINITY,
): Promise<void> {
  const deadline = world.clock.now() + patienceMs;
  let waiting = entries.flatMap(({ call }) =>
    call?.operation === "CreateService"
      ? [
          {
            region: call.region,
            cluster: String(call.input.cluster),
            service: String(call.input.serviceName),
          },
        ]
      : [],
  );
  while (waiting.length > 0 && world.clock.now() < deadline) {
    const serving = await Promise.all(waiting.map((one) => serves(world, one)));
    waiting = waiting.filter((_, index) => !serving[index]);
    if (waiting.length > 0) await world.clock.sleep(pollMs);
  }
}

interface Place {
  readonly region: string;
  readonly cluster: string;
  readonly service: string;
}

async function serves(world: World, { region, cluster, service }: Place): Promise<boolean> {
  const caller = { region, principal: person };
  const { services } = await world.call("ecs", "DescribeServices", { cluster, services: [service] }, caller);
  const { desiredCount = 0, runningCount = 0, loadBalancers = [] } = services?.[0] ?? {};
  if (loadBalancers.length === 0) return runningCount >= desiredCount;
  const healthy = await Promise.all(
    loadBalancers.map(async (balancer) => {
      const { TargetHealthDescriptions = [] } = await world.call(
        "elasticloadbalancing",
        "DescribeTargetHealth",
        { TargetGroupArn: await servingGroup(world, caller, balancer) },
        caller,
      );
      return TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State === "healthy").length;
    }),
  );
  return healthy.every((count) => count >= desiredCount);
}

/** With two target groups, the one on which the production rule has the weight. */
async function servingGroup(
  world: World,
  caller: Parameters<World["call"]>[3],
  { targetGroupArn, advancedConfiguration }: LoadBalancer,
): Promise<string | undefined> {
  const { productionListenerRule } = advancedConfiguration ?? {};
  if (productionListenerRule === undefined) return targetGroupArn;
  const RuleArns = [productionListenerRule];
  const { Rules = [] } = await world.call("elasticloadbalancing", "DescribeRules", { RuleArns }, caller);
  const groups = Rules[0]?.Actions?.[0]?.ForwardConfig?.TargetGroups ?? [];
  return groups.find(({ Weight }) => (Weight ?? 1) > 0)?.TargetGroupArn;
}
