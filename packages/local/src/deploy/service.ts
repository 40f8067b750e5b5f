import { arns } from "@signalbox/core/platform/arns";
import type { CanaryService, Side } from "@signalbox/core/platform/platform";
import type { World } from "../world/world.ts";
import type { GroupSpec, ServiceSpec } from "./group-spec.ts";
import { person } from "./person.ts";
import { names } from "./stage.ts";

interface ServiceToDeploy {
  readonly spec: GroupSpec;
  readonly service: ServiceSpec;
  /** As a task definition names it. */
  readonly image: string;
  readonly targetGroupArns: Readonly<Record<Side, string>>;
}

/** A task definition and both sides' services, which scale: blue with all replicas, green with none. */
export async function deployService(
  world: World,
  region: string,
  { spec, service, image, targetGroupArns }: ServiceToDeploy,
): Promise<CanaryService["sides"]> {
  const caller = { region, principal: person };
  const place = { region, account: world.account };
  const cluster = names.cluster;
  const family = names.taskFamily(service.name);
  await world.call(
    "ecs",
    "RegisterTaskDefinition",
    {
      family,
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      cpu: "1024",
      memory: "2048",
      taskRoleArn: arns.role(place, names.taskRole(region, service.name)),
      executionRoleArn: arns.role(place, names.executionRole(region, service.name)),
      containerDefinitions: [
        {
          name: service.name,
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
  const deploySide = async (side: Side, desiredCount: number) => {
    const serviceName = names.service(service.name, side);
    await world.call(
      "ecs",
      "CreateService",
      {
        cluster,
        serviceName,
        taskDefinition: family,
        desiredCount,
        launchType: "FARGATE",
        healthCheckGracePeriodSeconds: 60,
        loadBalancers: [
          {
            targetGroupArn: targetGroupArns[side],
            containerName: service.name,
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
        ResourceId: `service/${cluster}/${serviceName}`,
        ScalableDimension: "ecs:service:DesiredCount",
        MinCapacity: 0,
        MaxCapacity: 10,
      },
      caller,
    );
    return { service: serviceName, targetGroupArn: targetGroupArns[side] };
  };
  return { blue: await deploySide("blue", service.replicas), green: await deploySide("green", 0) };
}
