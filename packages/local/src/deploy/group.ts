import type { CanaryGroup, CanaryService } from "@signalbox/core/platform/platform";
import type { ReleasePolicy } from "@signalbox/core/release/policy";
import { imageManifest } from "../images/manifest.ts";
import type { World } from "../world/world.ts";
import { deployAlarms } from "./alarms.ts";
import { deployBalancer, deployRules } from "./balancer.ts";
import type { GroupSpec } from "./group-spec.ts";
import { person } from "./person.ts";
import { deployService } from "./service.ts";
import { names } from "./stage.ts";

export interface DeployedGroup {
  readonly group: CanaryGroup;
  readonly loadBalancerName: string;
}

/** Deploys one group by the calls that a deployment makes on AWS: repository, balancer, pairs of services, scaling, alarms. */
export async function deployGroup(
  world: World,
  region: string,
  spec: GroupSpec,
  policy: ReleasePolicy,
): Promise<DeployedGroup> {
  const image = await pushImage(world, region, spec);
  const { loadBalancerName, loadBalancerArn, listenerArn } = await deployBalancer(world, region, spec);
  const services: CanaryService[] = [];
  const alarms: string[] = [];
  for (const service of spec.services) {
    const priority = 10 * (services.length + 1);
    const rules = await deployRules(world, region, spec, service, { arn: listenerArn, priority });
    const { targetGroupArns, listenerRuleArns } = rules;
    const sides = await deployService(world, region, { spec, service, image, targetGroupArns });
    services.push({ name: service.name, container: service.name, listenerRuleArns, sides });
    alarms.push(...(await deployAlarms(world, region, service.name, loadBalancerArn, targetGroupArns)));
  }
  return {
    loadBalancerName,
    group: {
      strategy: "canary",
      name: spec.name,
      repository: names.repository(spec.name),
      cluster: names.cluster,
      services,
      policy: { ...policy, alarms },
    },
  };
}

/** Creates the repository with its first image; answers the image as a task definition names it. */
async function pushImage(world: World, region: string, { name, version }: GroupSpec): Promise<string> {
  const caller = { region, principal: person };
  const repositoryName = names.repository(name);
  await world.call("ecr", "CreateRepository", { repositoryName, imageTagMutability: "IMMUTABLE" }, caller);
  await world.call(
    "ecr",
    "PutImage",
    { repositoryName, imageTag: version, imageManifest: imageManifest({ behaviour: "good", version }) },
    caller,
  );
  return `${world.account}.dkr.ecr.${region}.amazonaws.com/${repositoryName}:${version}`;
}
