import type { RuleCondition } from "@aws-sdk/client-elastic-load-balancing-v2";
import { arns } from "@signalbox/core/platform/arns";
import { type CanaryGroup, type CanaryService, type Side, sides } from "@signalbox/core/platform/platform";
import type { ReleasePolicy } from "@signalbox/core/release/policy";
import { previewPattern } from "@signalbox/core/release/preview";
import { type Laptop, names, person, region } from "./laptop.fixture.ts";

/** Path patterns of each service, rule by rule; those of `auth` go first. */
const rulePaths = {
  auth: [["/api/v1/auths/*", "/oauth/*"], ["/api/v1/users/*"]],
  chat: [["/*"]],
} as const;

const replicas = { auth: 2, chat: 3 } as const;

const withCookie: RuleCondition = {
  Field: "http-header",
  HttpHeaderConfig: { HttpHeaderName: "Cookie", Values: [previewPattern] },
};

interface Split {
  readonly repository: string;
  readonly policy: ReleasePolicy;
  /** Whether a cookie leads to the candidate. */
  readonly preview: boolean;
}

/** Deploys a canary group of two services by AWS's calls; resolves when both serve. */
export async function deploySplit(laptop: Laptop, { repository, policy, preview }: Split) {
  const { world, clock, platform } = laptop;
  const { cluster } = laptop.group;
  const { LoadBalancers } = await world.call(
    "elasticloadbalancing",
    "CreateLoadBalancer",
    { Name: "split", Type: "application", Subnets: ["subnet-a", "subnet-b"] },
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
  let priority = 10;

  const rule = async (
    paths: readonly string[],
    arnsBySide: Readonly<Record<Side, string>>,
    conditions: readonly RuleCondition[] = [],
  ) => {
    const { Rules } = await world.call(
      "elasticloadbalancing",
      "CreateRule",
      {
        ListenerArn,
        Priority: priority++,
        Conditions: [{ Field: "path-pattern", PathPatternConfig: { Values: [...paths] } }, ...conditions],
        Actions: [{ Type: "forward", ForwardConfig: { TargetGroups: weighted(arnsBySide, 100) } }],
      },
      person,
    );
    return Rules?.[0]?.RuleArn ?? "";
  };

  const targetGroup = async (Name: string) => {
    const { TargetGroups } = await world.call(
      "elasticloadbalancing",
      "CreateTargetGroup",
      {
        Name,
        Protocol: "HTTP",
        Port: 8080,
        VpcId: "vpc-split",
        TargetType: "ip",
        HealthCheckPath: "/ready",
        HealthCheckIntervalSeconds: 10,
        HealthyThresholdCount: 2,
      },
      person,
    );
    return TargetGroups?.[0]?.TargetGroupArn ?? "";
  };

  const service = async (name: "auth" | "chat"): Promise<CanaryService> => {
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
    const arnsBySide = {
      blue: await targetGroup(names.targetGroup(name, "blue")),
      green: await targetGroup(names.targetGroup(name, "green")),
    };
    const previewRuleArns: string[] = [];
    const listenerRuleArns: string[] = [];
    for (const paths of rulePaths[name]) {
      if (preview) previewRuleArns.push(await rule(paths, arnsBySide, [withCookie]));
      listenerRuleArns.push(await rule(paths, arnsBySide));
    }
    for (const side of sides) {
      const serviceName = names.service(name, side);
      await world.call(
        "ecs",
        "CreateService",
        {
          cluster,
          serviceName,
          taskDefinition: family,
          desiredCount: side === "blue" ? replicas[name] : 0,
          launchType: "FARGATE",
          healthCheckGracePeriodSeconds: 60,
          loadBalancers: [{ targetGroupArn: arnsBySide[side], containerName: name, containerPort: 8080 }],
          networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-a", "subnet-b"] } },
        },
        person,
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
        person,
      );
    }
    return {
      name,
      container: name,
      listenerRuleArns,
      ...(preview && { previewRuleArns }),
      sides: {
        blue: { service: names.service(name, "blue"), targetGroupArn: arnsBySide.blue },
        green: { service: names.service(name, "green"), targetGroupArn: arnsBySide.green },
      },
    };
  };

  const [auth, chat] = [await service("auth"), await service("chat")];
  for (const each of [auth, chat])
    while ((await healthy(laptop, each)) < replicas[nameOf(each)]) await clock.sleep(1_000);
  const group: CanaryGroup = {
    strategy: "canary",
    name: "split",
    repository,
    cluster,
    policy,
    services: [auth, chat],
  };
  const url = world.plane.listening().find(({ loadBalancerName }) => loadBalancerName === "split")?.url ?? "";
  return { group, url, auth, chat };
}

async function healthy({ world }: Laptop, { sides: { blue } }: CanaryService): Promise<number> {
  const { TargetHealthDescriptions = [] } = await world.call(
    "elasticloadbalancing",
    "DescribeTargetHealth",
    { TargetGroupArn: blue.targetGroupArn },
    person,
  );
  return TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State === "healthy").length;
}

const nameOf = ({ name }: CanaryService): "auth" | "chat" => (name === "auth" ? "auth" : "chat");

/** What a rule has when blue gets a percentage. */
export const weighted = (targetGroupArns: Readonly<Record<Side, string>>, blue: number) => [
  { TargetGroupArn: targetGroupArns.blue, Weight: blue },
  { TargetGroupArn: targetGroupArns.green, Weight: 100 - blue },
];
