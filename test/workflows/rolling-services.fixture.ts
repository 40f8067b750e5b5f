import { arns } from "@signalbox/core/platform/arns";
import type { RollingGroup, RollingService } from "@signalbox/core/platform/platform";
import type { ReleasePolicy } from "@signalbox/core/release/policy";
import { type Laptop, names, person, region } from "./laptop.fixture.ts";

/** Tasks of each service; the load balancer forwards to the first two by these paths. */
export const replicas = { chat: 3, auth: 2, worker: 2 } as const;
export type RolledName = keyof typeof replicas;
const paths = { chat: ["/*"], auth: ["/api/v1/auths/*"] } as const;

export interface Rolled {
  readonly repository: string;
  readonly policy: ReleasePolicy;
  /** `worker` is reached by Service Connect alone. */
  readonly services: readonly RolledName[];
}

/** Deploys a rolling group by AWS's calls; resolves when all of it serves. */
export async function deployRolling(laptop: Laptop, { repository, policy, services }: Rolled) {
  const { world, clock, platform } = laptop;
  const { cluster } = laptop.group;
  const { LoadBalancers } = await world.call(
    "elasticloadbalancing",
    "CreateLoadBalancer",
    { Name: "rolled", Type: "application", Subnets: ["subnet-a", "subnet-b"] },
    person,
  );
  const LoadBalancerArn = LoadBalancers?.[0]?.LoadBalancerArn ?? "";
  const { Listeners } = await world.call(
    "elasticloadbalancing",
    "CreateListener",
    {
      LoadBalancerArn,
      Protocol: "HTTP",
      Port: 9090,
      DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } }],
    },
    person,
  );
  const ListenerArn = Listeners?.[0]?.ListenerArn ?? "";

  const routed = async (name: "chat" | "auth") => {
    const { TargetGroups } = await world.call(
      "elasticloadbalancing",
      "CreateTargetGroup",
      {
        Name: names.targetGroup(name, "blue"),
        Protocol: "HTTP",
        Port: 8080,
        VpcId: "vpc-rolled",
        TargetType: "ip",
        HealthCheckPath: "/ready",
        HealthCheckIntervalSeconds: 10,
        HealthyThresholdCount: 2,
      },
      person,
    );
    const targetGroupArn = TargetGroups?.[0]?.TargetGroupArn ?? "";
    await world.call(
      "elasticloadbalancing",
      "ModifyTargetGroupAttributes",
      {
        TargetGroupArn: targetGroupArn,
        Attributes: [{ Key: "deregistration_delay.timeout_seconds", Value: "30" }],
      },
      person,
    );
    const { Rules } = await world.call(
      "elasticloadbalancing",
      "CreateRule",
      {
        ListenerArn,
        Priority: name === "auth" ? 10 : 20,
        Conditions: [{ Field: "path-pattern", PathPatternConfig: { Values: [...paths[name]] } }],
        Actions: [{ Type: "forward", TargetGroupArn: targetGroupArn }],
      },
      person,
    );
    return { targetGroupArn, listenerRuleArns: [Rules?.[0]?.RuleArn ?? ""] };
  };

  const service = async (name: RolledName): Promise<RollingService> => {
    const balanced = name === "worker" ? undefined : await routed(name);
    const family = names.taskFamily(name);
    await world.call(
      "ecs",
      "RegisterTaskDefinition",
      {
        family,
        networkMode: "awsvpc",
        requiresCompatibilities: ["FARGATE"],
        cpu: "1024",
        memory: "2048",
        taskRoleArn: arns.role(platform, names.taskRole(region, name)),
        executionRoleArn: arns.role(platform, names.executionRole(region, name)),
        containerDefinitions: [
          {
            name,
            image: `${world.account}.dkr.ecr.${region}.amazonaws.com/${repository}:v1`,
            essential: true,
            portMappings: [{ containerPort: 8080, protocol: "tcp" }],
            environment: [{ name: "SERVICE", value: name }],
          },
        ],
      },
      person,
    );
    await world.call(
      "ecs",
      "CreateService",
      {
        cluster,
        serviceName: names.onlyService(name),
        taskDefinition: family,
        desiredCount: replicas[name],
        launchType: "FARGATE",
        ...(balanced && {
          healthCheckGracePeriodSeconds: 60,
          loadBalancers: [
            { targetGroupArn: balanced.targetGroupArn, containerName: name, containerPort: 8080 },
          ],
        }),
        networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-a", "subnet-b"] } },
      },
      person,
    );
    return { name, container: name, service: names.onlyService(name), ...balanced };
  };

  const deployed: RollingService[] = [];
  for (const name of services) deployed.push(await service(name));
  const group: RollingGroup = {
    strategy: "rolling",
    name: "rolled",
    repository,
    cluster,
    policy,
    services: deployed,
  };
  while (!(await allSteady(laptop, group))) await clock.sleep(1_000);
  const url = world.plane.listening().find((one) => one.loadBalancerName === "rolled")?.url ?? "";
  return { group, url };
}

async function allSteady({ world }: Laptop, { cluster, services }: RollingGroup): Promise<boolean> {
  const asked = { cluster, services: services.map(({ service }) => service) };
  const { services: found = [] } = await world.call("ecs", "DescribeServices", asked, person);
  return found.every(({ deployments = [] }) =>
    deployments.every(({ rolloutState }) => rolloutState === "COMPLETED"),
  );
}
