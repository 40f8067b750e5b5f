import { sides } from "@signalbox/core/platform/platform";
import type { World } from "../world/world.ts";
import type { GroupSpec, ServiceSpec } from "./group-spec.ts";
import { person } from "./person.ts";
import { names } from "./stage.ts";

/** Path patterns in one rule, https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const pathsInRule = 5;

/** A load balancer with one listener, which answers 404 until it has rules. */
export async function deployBalancer(world: World, region: string, { balancer, listenerPort }: GroupSpec) {
  const caller = { region, principal: person };
  const loadBalancerName = names.loadBalancer(balancer);
  const made = await world.call(
    "elasticloadbalancing",
    "CreateLoadBalancer",
    { Name: loadBalancerName, Type: "application", Subnets: ["subnet-a", "subnet-b"] },
    caller,
  );
  const loadBalancerArn = required(made.LoadBalancers?.[0]?.LoadBalancerArn, "LoadBalancerArn");
  const listener = await world.call(
    "elasticloadbalancing",
    "CreateListener",
    {
      LoadBalancerArn: loadBalancerArn,
      Protocol: "HTTP",
      Port: listenerPort,
      DefaultActions: [
        {
          Type: "fixed-response",
          FixedResponseConfig: { StatusCode: "404", ContentType: "text/plain", MessageBody: "no such path" },
        },
      ],
    },
    caller,
  );
  const listenerArn = required(listener.Listeners?.[0]?.ListenerArn, "ListenerArn");
  return { loadBalancerName, loadBalancerArn, listenerArn };
}

/**
 * A pair of target groups, and as many rules as the paths need, from a priority on: all to blue, none to green; both stay
 * there for good.
 */
export async function deployRules(
  world: World,
  region: string,
  group: GroupSpec,
  service: ServiceSpec,
  listener: { readonly arn: string; readonly priority: number },
) {
  const caller = { region, principal: person };
  const targetGroupArns = {
    blue: await deployTargetGroup(world, region, group, names.targetGroup(service.name, "blue")),
    green: await deployTargetGroup(world, region, group, names.targetGroup(service.name, "green")),
  };
  const listenerRuleArns: string[] = [];
  for (let at = 0; at < service.paths.length; at += pathsInRule) {
    const rule = await world.call(
      "elasticloadbalancing",
      "CreateRule",
      {
        ListenerArn: listener.arn,
        Priority: listener.priority + listenerRuleArns.length,
        Conditions: [
          {
            Field: "path-pattern",
            PathPatternConfig: { Values: service.paths.slice(at, at + pathsInRule) },
          },
        ],
        Actions: [
          {
            Type: "forward",
            ForwardConfig: {
              TargetGroups: sides.map((side) => ({
                TargetGroupArn: targetGroupArns[side],
                Weight: side === "blue" ? 100 : 0,
              })),
            },
          },
        ],
      },
      caller,
    );
    listenerRuleArns.push(required(rule.Rules?.[0]?.RuleArn, "RuleArn"));
  }
  return { targetGroupArns, listenerRuleArns };
}

async function deployTargetGroup(
  world: World,
  region: string,
  { containerPort, healthPath }: GroupSpec,
  name: string,
): Promise<string> {
  const caller = { region, principal: person };
  const made = await world.call(
    "elasticloadbalancing",
    "CreateTargetGroup",
    {
      Name: name,
      Protocol: "HTTP",
      Port: containerPort,
      VpcId: "vpc-signalbox",
      TargetType: "ip",
      HealthCheckPath: healthPath,
      HealthCheckIntervalSeconds: 10,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 2,
    },
    caller,
  );
  const TargetGroupArn = required(made.TargetGroups?.[0]?.TargetGroupArn, "TargetGroupArn");
  await world.call(
    "elasticloadbalancing",
    "ModifyTargetGroupAttributes",
    {
      TargetGroupArn,
      Attributes: [
        { Key: "deregistration_delay.timeout_seconds", Value: "120" },
        { Key: "load_balancing.algorithm.type", Value: "least_outstanding_requests" },
      ],
    },
    caller,
  );
  return TargetGroupArn;
}

function required(value: string | undefined, name: string): string {
  if (value === undefined) throw new Error(`the service answered without ${name}`);
  return value;
}
