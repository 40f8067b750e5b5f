import { sides } from "@signalbox/core/platform/platform";
import type { World } from "../world/world.ts";
import type { GroupSpec } from "./group-spec.ts";
import { person } from "./person.ts";

/** A load balancer with two target groups in one rule: all to blue, none to green; both stay there for good. */
export async function deployBalancer(
  world: World,
  region: string,
  spec: GroupSpec,
  loadBalancerName: string,
) {
  const caller = { region, principal: person };
  const balancer = await world.call(
    "elasticloadbalancing",
    "CreateLoadBalancer",
    { Name: loadBalancerName, Type: "application", Subnets: ["subnet-a", "subnet-b"] },
    caller,
  );
  const loadBalancerArn = required(balancer.LoadBalancers?.[0]?.LoadBalancerArn, "LoadBalancerArn");
  const targetGroupArns = { blue: "", green: "" };
  for (const side of sides) {
    const made = await world.call(
      "elasticloadbalancing",
      "CreateTargetGroup",
      {
        Name: `${spec.name}-${side}`,
        Protocol: "HTTP",
        Port: spec.containerPort,
        VpcId: "vpc-signalbox",
        TargetType: "ip",
        HealthCheckPath: spec.healthPath,
        HealthCheckIntervalSeconds: 10,
        HealthCheckTimeoutSeconds: 5,
        HealthyThresholdCount: 2,
        UnhealthyThresholdCount: 2,
      },
      caller,
    );
    targetGroupArns[side] = required(made.TargetGroups?.[0]?.TargetGroupArn, "TargetGroupArn");
    await world.call(
      "elasticloadbalancing",
      "ModifyTargetGroupAttributes",
      {
        TargetGroupArn: targetGroupArns[side],
        Attributes: [
          { Key: "deregistration_delay.timeout_seconds", Value: "120" },
          { Key: "load_balancing.algorithm.type", Value: "least_outstanding_requests" },
        ],
      },
      caller,
    );
  }
  const listener = await world.call(
    "elasticloadbalancing",
    "CreateListener",
    {
      LoadBalancerArn: loadBalancerArn,
      Protocol: "HTTP",
      Port: spec.listenerPort,
      DefaultActions: [
        {
          Type: "fixed-response",
          FixedResponseConfig: { StatusCode: "404", ContentType: "text/plain", MessageBody: "no such path" },
        },
      ],
    },
    caller,
  );
  const rule = await world.call(
    "elasticloadbalancing",
    "CreateRule",
    {
      ListenerArn: required(listener.Listeners?.[0]?.ListenerArn, "ListenerArn"),
      Priority: 10,
      Conditions: [{ Field: "path-pattern", PathPatternConfig: { Values: ["/*"] } }],
      Actions: [
        {
          Type: "forward",
          ForwardConfig: {
            TargetGroups: [
              { TargetGroupArn: targetGroupArns.blue, Weight: 100 },
              { TargetGroupArn: targetGroupArns.green, Weight: 0 },
            ],
          },
        },
      ],
    },
    caller,
  );
  return { loadBalancerArn, targetGroupArns, listenerRuleArn: required(rule.Rules?.[0]?.RuleArn, "RuleArn") };
}

function required(value: string | undefined, name: string): string {
  if (value === undefined) throw new Error(`the service answered without ${name}`);
  return value;
}
