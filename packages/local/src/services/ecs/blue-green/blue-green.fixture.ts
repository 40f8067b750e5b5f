import type { DeploymentConfiguration, DeploymentLifecycleHook } from "@aws-sdk/client-ecs";
import type { Guard } from "../../../gate/gate.ts";
import { clientOf } from "../../../traffic/client.ts";
import { nextRequest } from "../../../traffic/request.ts";
import type { ModelPlane } from "../../../world/plane/model/plane.ts";
import { random } from "../../../world/random.ts";
import { noHazards } from "../../elasticloadbalancing/hazards.ts";
import type { Input } from "../../service.ts";
import { platform } from "../ecs.fixture.ts";

const at = "elasticloadbalancing";
const caller = { region: "us-east-1", principal: { kind: "person" } } as const;

export const roleArn = "arn:aws:iam::123456789012:role/shift";

export const pause = (
  stage: NonNullable<DeploymentLifecycleHook["lifecycleStages"]>[number],
  timeoutConfiguration?: DeploymentLifecycleHook["timeoutConfiguration"],
): DeploymentLifecycleHook => ({ targetType: "PAUSE", lifecycleStages: [stage], timeoutConfiguration });

/** The platform of ECS's tests with a second target group, a rule for users and one for tests, and short ways to both. */
export async function blueGreenPlatform(guards: readonly Guard[] = [], hazards = noHazards) {
  const given = await platform(1, guards, hazards);
  const { world, clock, call, pass, targetGroupArn: blue } = given;
  const plane = world.plane as ModelPlane; // as the fixture made it
  const run = <T>(work: Promise<T>): Promise<T> => clock.run(work);

  const { TargetGroups: [made] = [] } = await run(
    world.call(
      at,
      "CreateTargetGroup",
      {
        Name: "green",
        Protocol: "HTTP",
        Port: 8080,
        VpcId: "vpc-1",
        TargetType: "ip",
        HealthCheckPath: "/ready",
        HealthCheckIntervalSeconds: 5,
        HealthCheckTimeoutSeconds: 2,
        HealthyThresholdCount: 2,
      },
      caller,
    ),
  );
  const green = made?.TargetGroupArn ?? "";
  const Attributes = [{ Key: "deregistration_delay.timeout_seconds", Value: "20" }];
  await run(world.call(at, "ModifyTargetGroupAttributes", { TargetGroupArn: green, Attributes }, caller));
  const { LoadBalancers: [balancer] = [] } = await run(
    world.call(at, "DescribeLoadBalancers", { Names: ["chat"] }, caller),
  );
  const LoadBalancerArn = balancer?.LoadBalancerArn;
  const { Listeners: [listener] = [] } = await run(
    world.call(at, "DescribeListeners", { LoadBalancerArn }, caller),
  );
  const { Listeners: [tests] = [] } = await run(
    world.call(
      at,
      "CreateListener",
      {
        LoadBalancerArn,
        Port: 9090,
        Protocol: "HTTP",
        DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } }],
      },
      caller,
    ),
  );
  const rule = async (ListenerArn = "") => {
    const { Rules: [created] = [] } = await run(
      world.call(
        at,
        "CreateRule",
        {
          ListenerArn,
          Priority: 1,
          Conditions: [{ Field: "path-pattern", PathPatternConfig: { Values: ["/*"] } }],
          Actions: [
            {
              Type: "forward",
              ForwardConfig: {
                TargetGroups: [
                  { TargetGroupArn: blue, Weight: 100 },
                  { TargetGroupArn: green, Weight: 0 },
                ],
              },
            },
          ],
        },
        caller,
      ),
    );
    return created?.RuleArn ?? "";
  };
  const rules = { production: await rule(listener?.ListenerArn), test: await rule(tests?.ListenerArn) };

  const loadBalancers: Input<"ecs", "CreateService">["loadBalancers"] = [
    {
      targetGroupArn: blue,
      containerName: "open-webui",
      containerPort: 8080,
      advancedConfiguration: {
        alternateTargetGroupArn: green,
        productionListenerRule: rules.production,
        testListenerRule: rules.test,
        roleArn,
      },
    },
  ];
  const create = (desiredCount: number, more: DeploymentConfiguration = {}) =>
    given.create(desiredCount, {
      loadBalancers,
      deploymentConfiguration: { strategy: "BLUE_GREEN", bakeTimeInMinutes: 2, ...more },
    });
  /** Starts a deployment of the version. */
  const update = async (
    version: string,
    more: DeploymentConfiguration = {},
    behaviour?: Parameters<typeof given.push>[1],
  ) => {
    await run(given.push(version, behaviour));
    const taskDefinition = await given.register(version);
    return call("UpdateService", {
      cluster: "chat",
      service: "blue",
      taskDefinition,
      deploymentConfiguration: more,
    });
  };
  /** The latest service deployments, newest first. */
  const deployments = async () => {
    const listed = await call("ListServiceDeployments", { cluster: "chat", service: "blue" });
    const arns = (listed.serviceDeployments ?? []).flatMap(
      ({ serviceDeploymentArn }) => serviceDeploymentArn ?? [],
    );
    return (
      (await call("DescribeServiceDeployments", { serviceDeploymentArns: arns })).serviceDeployments ?? []
    );
  };
  const latest = async () => {
    const [found] = await deployments();
    if (!found) throw new Error("there is no deployment");
    return found;
  };
  /** Lets time pass until the latest deployment is in the stage, or has the status. */
  const until = async (wanted: string) => {
    for (let waited = 0; waited < 1800; waited++) {
      const found = await latest();
      if (found.lifecycleStage === wanted || found.status === wanted) return found;
      await pass(1);
    }
    throw new Error(`never ${wanted}: ${JSON.stringify(await latest(), null, 2)}`);
  };
  /** The weights of a rule, the blue group's first. */
  const weights = async (kind: keyof typeof rules) => {
    const { Rules } = await run(world.call(at, "DescribeRules", { RuleArns: [rules[kind]] }, caller));
    const groups = Rules?.[0]?.Actions?.[0]?.ForwardConfig?.TargetGroups ?? [];
    return [blue, green].map((arn) => groups.find(({ TargetGroupArn }) => TargetGroupArn === arn)?.Weight);
  };
  /** Sends all of a rule's traffic to one group, as a person or an orchestrator does. */
  const turn = (kind: keyof typeof rules, to: string) => {
    const TargetGroups = [blue, green].map((TargetGroupArn) => ({
      TargetGroupArn,
      Weight: TargetGroupArn === to ? 100 : 0,
    }));
    const Actions = [{ Type: "forward" as const, ForwardConfig: { TargetGroups } }];
    return run(world.call(at, "ModifyRule", { RuleArn: rules[kind], Actions }, caller));
  };
  const chance = random(5);
  /** Which revision one request of a kind of traffic meets now. */
  const meets = (kind: keyof typeof rules): Promise<string | undefined> => {
    const port = kind === "production" ? 80 : 9090;
    const url = plane.listening().find((one) => one.port === port)?.url ?? "";
    const client = clientOf(plane, url, clock);
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    client.send(nextRequest(chance, []), (answer) =>
      resolve(answer.kind === "answered" ? answer.revision : answer.kind),
    );
    return run(promise);
  };
  return {
    ...given,
    blue,
    create,
    deployments,
    green,
    latest,
    loadBalancers,
    meets,
    rules,
    turn,
    until,
    update,
    weights,
  };
}
