import type { ReleaseGroup, Side } from "@signalbox/core/platform/platform";

import type { ReleasePolicy } from "@signalbox/core/release/policy";
import { imageManifest } from "../images/manifest.ts";
import type { World } from "../world/world.ts";
import { deployAlarms } from "./alarms.ts";
import { deployBalancer } from "./balancer.ts";
import type { GroupSpec } from "./group-spec.ts";
import { cluster, type Place, taskRoles } from "./names.ts";
import { person } from "./person.ts";

export interface DeployedGroup {
  readonly group: ReleaseGroup;
  readonly loadBalancerName: string;
}

/** Deploys one group by the calls that a deployment makes on AWS: repository, balancer, two services, scaling, alarms. */
export async function deployGroup(
  world: World,
  region: string,
  spec: GroupSpec,
  policy: ReleasePolicy,
): Promise<DeployedGroup> {
  const place: Place = { region, account: world.account };
  const caller = { region, principal: person };
  const image = await pushImage(world, place, spec);
  const loadBalancerName = `signalbox-${spec.name}`;
  const { loadBalancerArn, listenerRuleArn, targetGroupArns } = await deployBalancer(
    world,
    region,
    spec,
    loadBalancerName,
  );
  const [taskRoleArn = "", executionRoleArn = ""] = taskRoles(place, spec.name);
  await world.call(
    "ecs",
    "RegisterTaskDefinition",
    {
      family: spec.name,
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      cpu: "1024",
      memory: "2048",
      taskRoleArn,
      executionRoleArn,
      containerDefinitions: [
        {
          name: spec.name,
          image,
          essential: true,
          stopTimeout: 30,
          portMappings: [{ containerPort: spec.containerPort, protocol: "tcp" }],
          environment: Object.entries(spec.environment).map(([name, value]) => ({ name, value })),
        },
      ],
    },
    caller,
  );
  const side = async (name: Side, desiredCount: number) => {
    const service = `${spec.name}-${name}`;
    await world.call(
      "ecs",
      "CreateService",
      {
        cluster,
        serviceName: service,
        taskDefinition: spec.name,
        desiredCount,
        launchType: "FARGATE",
        healthCheckGracePeriodSeconds: 60,
        loadBalancers: [
          {
            targetGroupArn: targetGroupArns[name],
            containerName: spec.name,
            containerPort: spec.containerPort,
          },
        ],
        networkConfiguration: {
          awsvpcConfiguration: { subnets: ["subnet-a", "subnet-b"], securityGroups: ["sg-tasks"] },
        },
      },
      caller,
    );
    await world.call(
      "application-autoscaling",
      "RegisterScalableTarget",
      {
        ServiceNamespace: "ecs",
        ResourceId: `service/${cluster}/${service}`,
        ScalableDimension: "ecs:service:DesiredCount",
        MinCapacity: 0,
        MaxCapacity: 10,
      },
      caller,
    );
    return { service, targetGroupArn: targetGroupArns[name] };
  };
  const deployed = { blue: await side("blue", spec.replicas), green: await side("green", 0) };
  const alarms = await deployAlarms(world, region, spec.name, loadBalancerArn, targetGroupArns);
  return {
    loadBalancerName,
    group: {
      name: spec.name,
      repository: spec.name,
      cluster,
      container: spec.name,
      listenerRuleArn,
      sides: deployed,
      policy: { ...policy, alarms },
    },
  };
}

/** Creates the repository with its first image; answers the image as a task definition names it. */
async function pushImage(world: World, { region, account }: Place, spec: GroupSpec): Promise<string> {
  const caller = { region, principal: person };
  await world.call(
    "ecr",
    "CreateRepository",
    { repositoryName: spec.name, imageTagMutability: "IMMUTABLE" },
    caller,
  );
  await world.call(
    "ecr",
    "PutImage",
    {
      repositoryName: spec.name,
      imageTag: spec.version,
      imageManifest: imageManifest({ behaviour: "good", version: spec.version }),
    },
    caller,
  );
  return `${account}.dkr.ecr.${region}.amazonaws.com/${spec.name}:${spec.version}`;
}
