import { type Guard, gate } from "../../gate/gate.ts";
import type { BehaviourName } from "../../images/behaviour.ts";
import { imageFor } from "../../images/catalogue.ts";
import { imageManifest } from "../../images/manifest.ts";
import { clientOf } from "../../traffic/client.ts";
import { traffic } from "../../traffic/traffic.ts";
import { virtualClock } from "../../world/clock.ts";
import { createWorld } from "../../world/create.ts";
import { modelPlane } from "../../world/plane/model/plane.ts";
import { random } from "../../world/random.ts";
import type { AwsEvent } from "../../world/world.ts";
import { applicationAutoscaling } from "../application-autoscaling/service.ts";
import { ecr } from "../ecr/service.ts";
import { noHazards } from "../elasticloadbalancing/hazards.ts";
import { elasticloadbalancing } from "../elasticloadbalancing/service.ts";
import { lambda } from "../lambda/service.ts";
import { monitoring } from "../monitoring/service.ts";
import type { Input, OperationName } from "../service.ts";
import { ssm } from "../ssm/service.ts";
import { ecs } from "./service.ts";

const region = "us-east-1";
const caller = { region, principal: { kind: "person" } } as const;

/** A cluster, a load balancer with one target group, images in ECR, and short ways to what tests do with them. */
export async function platform(seed = 1, guards: readonly Guard[] = [], hazards = noHazards) {
  const clock = virtualClock();
  const plane = modelPlane({ clock, random: random(seed).fork("plane"), imageFor });
  const faults: unknown[] = [];
  const world = createWorld({ clock, seed, plane, report: (_, error) => faults.push(error) });
  const functions = lambda(world);
  const services = [
    applicationAutoscaling(world),
    ecr(world),
    ecs(world),
    elasticloadbalancing(world, hazards),
    functions,
    monitoring(world),
    ssm(world),
  ];
  world.connect(gate(services, guards));
  const events: AwsEvent[] = [];
  world.events.subscribe((event) => events.push(event));

  const call = <Op extends OperationName<"ecs">>(operation: Op, input: Input<"ecs", Op>) =>
    clock.run(world.call("ecs", operation, input, caller));
  const targetGroupArn = await clock.run(balancer());
  await call("CreateCluster", { clusterName: "chat" });
  await world.call("ecr", "CreateRepository", { repositoryName: "open-webui" }, caller);

  async function balancer(): Promise<string> {
    const at = "elasticloadbalancing";
    const groups = await world.call(
      at,
      "CreateTargetGroup",
      {
        Name: "blue",
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
    );
    const TargetGroupArn = groups.TargetGroups?.[0]?.TargetGroupArn ?? "";
    const Attributes = [{ Key: "deregistration_delay.timeout_seconds", Value: "20" }];
    await world.call(at, "ModifyTargetGroupAttributes", { TargetGroupArn, Attributes }, caller);
    const made = await world.call(at, "CreateLoadBalancer", { Name: "chat", Subnets: ["a", "b"] }, caller);
    const LoadBalancerArn = made.LoadBalancers?.[0]?.LoadBalancerArn;
    const DefaultActions = [{ Type: "forward" as const, TargetGroupArn }];
    await world.call(
      at,
      "CreateListener",
      { LoadBalancerArn, Port: 80, Protocol: "HTTP", DefaultActions },
      caller,
    );
    return TargetGroupArn;
  }

  const push = (version: string, behaviour: BehaviourName = "good") =>
    world.call(
      "ecr",
      "PutImage",
      {
        repositoryName: "open-webui",
        imageTag: version,
        imageManifest: imageManifest({ behaviour, version }),
      },
      caller,
    );
  const definition = (image: string): Input<"ecs", "RegisterTaskDefinition"> => ({
    family: "open-webui",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    cpu: "1024",
    memory: "2048",
    taskRoleArn: "arn:aws:iam::123456789012:role/task",
    executionRoleArn: "arn:aws:iam::123456789012:role/execution",
    containerDefinitions: [
      {
        name: "open-webui",
        image: `123456789012.dkr.ecr.us-east-1.amazonaws.com/${image}`,
        portMappings: [{ containerPort: 8080 }],
      },
    ],
  });
  /** Registers a revision that runs the version; answers its ARN. */
  const register = async (version: string): Promise<string> => {
    const { taskDefinition } = await call("RegisterTaskDefinition", definition(`open-webui:${version}`));
    return taskDefinition?.taskDefinitionArn ?? "";
  };
  const serviceInput = (
    desiredCount: number,
    more: Partial<Input<"ecs", "CreateService">> = {},
  ): Input<"ecs", "CreateService"> => ({
    cluster: "chat",
    serviceName: "blue",
    taskDefinition: "open-webui",
    desiredCount,
    launchType: "FARGATE",
    healthCheckGracePeriodSeconds: 30,
    loadBalancers: [{ targetGroupArn, containerName: "open-webui", containerPort: 8080 }],
    networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-a", "subnet-b"] } },
    ...more,
  });
  const create = (desiredCount: number, more: Partial<Input<"ecs", "CreateService">> = {}) =>
    call("CreateService", serviceInput(desiredCount, more));
  const describe = async () => {
    const { services: found = [] } = await call("DescribeServices", { cluster: "chat", services: ["blue"] });
    const [service] = found;
    if (!service) throw new Error("the service is not there");
    return service;
  };
  const tasks = async (desiredStatus: "RUNNING" | "STOPPED" = "RUNNING") => {
    const { taskArns = [] } = await call("ListTasks", {
      cluster: "chat",
      serviceName: "blue",
      desiredStatus,
    });
    if (taskArns.length === 0) return [];
    return (await call("DescribeTasks", { cluster: "chat", tasks: taskArns })).tasks ?? [];
  };
  const pass = (seconds: number) => clock.run(clock.sleep(seconds * 1000));
  /** Lets time pass until one deployment is left, completed, with all of its tasks running. */
  const steady = async () => {
    for (let waited = 0; waited < 1800; waited++) {
      const { deployments: [primary, ...others] = [], desiredCount, runningCount } = await describe();
      if (primary?.rolloutState === "COMPLETED" && others.length === 0 && runningCount === desiredCount)
        return;
      await pass(1);
    }
    throw new Error(`no steady state: ${JSON.stringify(await describe(), null, 2)}`);
  };
  /** Steady traffic through the load balancer. */
  const load = (requestsPerSecond: number) => {
    const url = plane.listening()[0]?.url ?? "";
    const client = clientOf(plane, url, clock);
    return traffic({ clock, random: random(seed), client, requestsPerSecond, paths: ["/"] });
  };
  const health = async () => {
    const answer = await world.call(
      "elasticloadbalancing",
      "DescribeTargetHealth",
      { TargetGroupArn: targetGroupArn },
      caller,
    );
    return (answer.TargetHealthDescriptions ?? []).map(({ TargetHealth }) => TargetHealth?.State);
  };
  /** Details of the events of a type, in order. */
  const details = (detailType: string) =>
    events.filter((event) => event["detail-type"] === detailType).map(({ detail }) => detail);
  const stop = async () => {
    for (const { stop: end } of services) await end?.();
    await plane.stop();
    await pass(3600);
    if (faults.length > 0) throw new AggregateError(faults, "background work failed");
  };
  return {
    call,
    clock,
    create,
    definition,
    describe,
    details,
    events,
    functions,
    health,
    load,
    pass,
    push,
    register,
    steady,
    stop,
    targetGroupArn,
    tasks,
    world,
  };
}
