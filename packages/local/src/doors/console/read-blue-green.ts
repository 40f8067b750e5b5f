import type { ServiceDocument, SideDocument } from "@signalbox/core/console/documents";
import {
  type BlueGreenGroup,
  type BlueGreenService,
  listenerRulesOf,
  type Side,
  sides,
} from "@signalbox/core/platform/platform";
import { person } from "../../deploy/person.ts";
import type { World } from "../../world/world.ts";
import { imageOf } from "./image-of.ts";
import { readDeployment } from "./read-deployment.ts";
import { healthyTargets, type Rules, weightIn, withShares } from "./read-side.ts";
import type { SeenTraffic } from "./seen-traffic.ts";

/** Both target groups of each service, between which ECS moves it, with its newest deployment. */
export async function readBlueGreen(
  world: World,
  region: string,
  group: BlueGreenGroup,
  seen?: SeenTraffic,
): Promise<ServiceDocument[]> {
  const RuleArns = listenerRulesOf(group);
  const caller = { region, principal: person };
  const { Rules = [] } = await world.call("elasticloadbalancing", "DescribeRules", { RuleArns }, caller);
  return await Promise.all(
    group.services.map((each) => readService(world, region, group.cluster, each, Rules, seen)),
  );
}

async function readService(
  world: World,
  region: string,
  cluster: string,
  service: BlueGreenService,
  rules: Rules,
  seen?: SeenTraffic,
): Promise<ServiceDocument> {
  const caller = { region, principal: person };
  const { name, productionRuleArn, testRuleArn, targetGroupArns } = service;
  const input = { cluster, services: [service.service] };
  const { services = [] } = await world.call("ecs", "DescribeServices", input, caller);
  const [found] = services;
  const deployment = await readDeployment(world, region, cluster, service);
  const servedBy = (ruleArn: string, side: Side): number => weightIn(rules, [ruleArn], targetGroupArns[side]);
  const of = async (side: Side): Promise<SideDocument> => {
    const arn = targetGroupArns[side];
    const wanted = servedBy(productionRuleArn, side);
    const revision = deployment?.revisions.find(({ targetGroupArn }) => targetGroupArn === arn);
    // Before its first deployment, all that there is of a service serves users.
    const alone = deployment === undefined && wanted > 0;
    return {
      service: service.service,
      image: alone
        ? await imageOf(world, region, found?.taskDefinition, service.container)
        : (revision?.image ?? ""),
      desired: alone ? (found?.desiredCount ?? 0) : (revision?.requested ?? 0),
      running: alone ? (found?.runningCount ?? 0) : (revision?.running ?? 0),
      healthy: await healthyTargets(world, region, arn),
      wanted,
      requests: seen?.requests(arn) ?? 0,
    };
  };
  const [blue, green] = [await of("blue"), await of("green")];
  const preview = sides.find((side) => servedBy(testRuleArn, side) > 0);
  return {
    name,
    sides: withShares({ blue, green }),
    ...(preview && { preview }),
    ...(deployment && { deployment: deployment.document }),
  };
}
