import type { ServiceDocument, SideDocument, SideTotals } from "@signalbox/core/console/documents";
import {
  type CanaryGroup,
  type CanaryService,
  listenerRulesOf,
  type Side,
  sides,
} from "@signalbox/core/platform/platform";
import { person } from "../../deploy/person.ts";
import type { Output } from "../../services/service.ts";
import type { World } from "../../world/world.ts";
import { imageOf } from "./image-of.ts";
import { healthyTargets, mean, type Rules, weightIn, withShares } from "./read-side.ts";
import type { SeenTraffic } from "./seen-traffic.ts";

interface Read {
  readonly rules: Rules;
  readonly services: Output<"ecs", "DescribeServices">["services"];
  readonly seen: SeenTraffic | undefined;
}

/** Both sides of each service of a group as rules, services and target groups say; `seen` adds what they really served. */
export async function readServices(
  world: World,
  region: string,
  group: CanaryGroup,
  seen?: SeenTraffic,
): Promise<ServiceDocument[]> {
  const caller = { region, principal: person };
  const { Rules: rules = [] } = await world.call(
    "elasticloadbalancing",
    "DescribeRules",
    { RuleArns: listenerRulesOf(group) },
    caller,
  );
  const documents: ServiceDocument[] = [];
  for (const service of group.services) {
    // One call for each: DescribeServices takes ten, and a group may have more than five services.
    const { services } = await world.call(
      "ecs",
      "DescribeServices",
      { cluster: group.cluster, services: sides.map((side) => service.sides[side].service) },
      caller,
    );
    const of = (side: Side) => readSide(world, region, service, side, { rules, services, seen });
    const [blue, green] = await Promise.all([of("blue"), of("green")]);
    documents.push({ name: service.name, sides: withShares({ blue, green }) });
  }
  return documents;
}

async function readSide(
  world: World,
  region: string,
  { container, listenerRuleArns, sides: both }: CanaryService,
  side: Side,
  { rules, services, seen }: Read,
): Promise<SideDocument> {
  const { service, targetGroupArn: TargetGroupArn } = both[side];
  const found = services?.find(({ serviceName }) => serviceName === service);
  return {
    service,
    image: await imageOf(world, region, found?.taskDefinition, container),
    desired: found?.desiredCount ?? 0,
    running: found?.runningCount ?? 0,
    healthy: await healthyTargets(world, region, TargetGroupArn),
    wanted: weightIn(rules, listenerRuleArns, TargetGroupArn),
    requests: seen?.requests(TargetGroupArn) ?? 0,
  };
}

/** All services of a group as one: counts are sums, weights the mean. */
export function totalsOf(services: readonly ServiceDocument[]): Record<Side, SideTotals> {
  const of = (side: Side): SideTotals => {
    const all = services.map((service) => service.sides[side]);
    const sum = (field: "desired" | "running" | "healthy" | "requests") =>
      all.reduce((total, one) => total + one[field], 0);
    return {
      image: [...new Set(all.map(({ image }) => image))].join(", "),
      desired: sum("desired"),
      running: sum("running"),
      healthy: sum("healthy"),
      wanted: mean(all.map(({ wanted }) => wanted)),
      requests: sum("requests"),
    };
  };
  return withShares({ blue: of("blue"), green: of("green") });
}
