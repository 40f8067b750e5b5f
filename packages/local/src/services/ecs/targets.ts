import type { LoadBalancer } from "@aws-sdk/client-ecs";
import { asEcs, asRole, type Environment } from "./environment.ts";
import { note } from "./events.ts";
import type { ServiceState, TaskState } from "./state.ts";

/** With a role for the load balancer, ECS uses it for its targets too. */
function caller({ region }: ServiceState, { advancedConfiguration }: LoadBalancer) {
  const arn = advancedConfiguration?.roleArn;
  return arn === undefined ? asEcs(region) : asRole(region, arn, "ecs-service-scheduler");
}

const target = (task: TaskState, { containerPort }: LoadBalancer) => ({
  Id: task.network.ip,
  Port: containerPort,
});

export async function registerTargets(environment: Environment, task: TaskState): Promise<void> {
  const { service } = task;
  // Before the calls: one that fails half-way leaves targets to deregister.
  task.registered = true;
  for (const balancer of task.deployment.loadBalancers) {
    await environment.world.call(
      "elasticloadbalancing",
      "RegisterTargets",
      { TargetGroupArn: balancer.targetGroupArn, Targets: [target(task, balancer)] },
      caller(service, balancer),
    );
    note(environment, service, `registered 1 targets in (target-group ${balancer.targetGroupArn})`);
  }
}

export async function deregisterTargets(environment: Environment, task: TaskState): Promise<void> {
  const { service } = task;
  task.registered = false;
  for (const balancer of task.deployment.loadBalancers) {
    const call = environment.world.call(
      "elasticloadbalancing",
      "DeregisterTargets",
      { TargetGroupArn: balancer.targetGroupArn, Targets: [target(task, balancer)] },
      caller(service, balancer),
    );
    if (await groupIsThere(call))
      note(environment, service, `deregistered 1 targets in (target-group ${balancer.targetGroupArn})`);
  }
}

/** Whether a target of the task still waits for its deregistration delay. */
export async function isDraining({ world }: Environment, task: TaskState): Promise<boolean> {
  const { service } = task;
  for (const balancer of task.deployment.loadBalancers) {
    const health = world.call(
      "elasticloadbalancing",
      "DescribeTargetHealth",
      { TargetGroupArn: balancer.targetGroupArn, Targets: [target(task, balancer)] },
      caller(service, balancer),
    );
    const states = (await groupIsThere(health))?.TargetHealthDescriptions ?? [];
    if (states.some(({ TargetHealth }) => TargetHealth?.State === "draining")) return true;
  }
  return false;
}

export interface TargetState {
  readonly state: string;
  readonly description: string;
  readonly targetGroupArn: string;
  readonly port: number;
}

/** The worst state of each task's targets, by address: healthy only if healthy in all target groups. */
export async function targetStates(
  { world }: Environment,
  service: ServiceState,
): Promise<ReadonlyMap<string, TargetState>> {
  const states = new Map<string, TargetState>();
  for (const balancer of standing(service)) {
    const { targetGroupArn = "", containerPort = 0 } = balancer;
    const health = world.call(
      "elasticloadbalancing",
      "DescribeTargetHealth",
      { TargetGroupArn: targetGroupArn },
      caller(service, balancer),
    );
    for (const { Target, TargetHealth } of (await groupIsThere(health))?.TargetHealthDescriptions ?? []) {
      const ip = Target?.Id ?? "";
      const known = states.get(ip);
      if (Target?.Port !== containerPort || (known && known.state !== "healthy")) continue;
      const description = TargetHealth?.Description ?? "";
      states.set(ip, { state: TargetHealth?.State ?? "", description, targetGroupArn, port: containerPort });
    }
  }
  return states;
}

/** Where any of the service's revisions has tasks, each target group once. */
function standing({ deployments }: ServiceState): LoadBalancer[] {
  const all = deployments.flatMap(({ loadBalancers }) => loadBalancers);
  const key = ({ targetGroupArn, containerPort }: LoadBalancer) => `${targetGroupArn}:${containerPort}`;
  return [...new Map(all.map((balancer) => [key(balancer), balancer])).values()];
}

/** undefined when the target group was deleted: then there is nothing left to drain and nothing healthy. */
async function groupIsThere<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && error.name.startsWith("TargetGroupNotFound")) return undefined;
    throw error;
  }
}
