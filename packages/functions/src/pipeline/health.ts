import { NamedError } from "@signalbox/core/error";
import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import { sides } from "@signalbox/core/platform/platform";
import { readServices } from "../aws/service.ts";
import { countHealthy } from "../aws/target-health.ts";
import { readImage } from "../aws/task-definition.ts";
import type { FunctionContext } from "../context.ts";
import { digestOf } from "../workflows/release/checks.ts";
import { strategyOf } from "../workflows/release/strategies.ts";

export interface Health {
  readonly healthy: boolean;
  readonly sentence: string;
}

/**
 * Whether every service of a group serves an image, by its digest, with as many healthy targets as it wants tasks; of a service
 * without a load balancer, running tasks.
 */
export async function healthOf(context: FunctionContext, name: string, digest: string): Promise<Health> {
  const group = context.platform.groups.find((each) => each.name === name);
  if (!group) return { healthy: false, sentence: `staging has no group ${name}` };
  try {
    for (const { taskDefinition, container } of await strategyOf(name, group.strategy).readServing(
      context,
      name,
    )) {
      const image = await readImage(context.aws.ecs, taskDefinition, container);
      if ((await digestOf(context, group, image)) !== digest)
        return { healthy: false, sentence: `staging serves ${image}` };
    }
  } catch (error) {
    if (error instanceof NamedError) return { healthy: false, sentence: `staging: ${error.message}` };
    throw error;
  }
  const counts: string[] = [];
  for (const { service, ecsServices, targetGroups } of partsOf(group)) {
    const state = await readServices(context.aws.ecs, group.cluster, ecsServices);
    const wanted = ecsServices.reduce((sum, one) => sum + state(one).desiredCount, 0);
    let ready = 0;
    for (const arn of targetGroups) ready += await countHealthy(context.aws.elasticLoadBalancing, arn);
    if (targetGroups.length === 0) ready = ecsServices.reduce((sum, one) => sum + state(one).runningCount, 0);
    if (wanted === 0 || ready < wanted)
      return { healthy: false, sentence: `staging's ${service} has ${ready} healthy tasks of ${wanted}` };
    counts.push(`${service} ${ready} of ${wanted}`);
  }
  return { healthy: true, sentence: `staging is healthy: ${counts.join(", ")}` };
}

interface Part {
  readonly service: string;
  readonly ecsServices: readonly string[];
  readonly targetGroups: readonly string[];
}

function partsOf(group: ReleaseGroup): Part[] {
  switch (group.strategy) {
    case "canary":
      return group.services.map((each) => ({
        service: each.name,
        ecsServices: sides.map((side) => each.sides[side].service),
        targetGroups: sides.map((side) => each.sides[side].targetGroupArn),
      }));
    case "blue-green":
      return group.services.map((each) => ({
        service: each.name,
        ecsServices: [each.service],
        targetGroups: sides.map((side) => each.targetGroupArns[side]),
      }));
    case "rolling":
      return group.services.map(({ name, service, targetGroupArn }) => ({
        service: name,
        ecsServices: [service],
        targetGroups: targetGroupArn === undefined ? [] : [targetGroupArn],
      }));
  }
}
