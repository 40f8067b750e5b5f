import { ecsArn } from "./arns.ts";
import { type Environment, now } from "./environment.ts";
import { placeFor } from "./place.ts";
import type { DeploymentState, RegionState, ServiceState, TaskState } from "./state.ts";
import { runTask } from "./task-run.ts";

/** Places one task of a deployment and lets it run; undefined where no place has room for it. */
export function startTask(
  environment: Environment,
  state: RegionState,
  service: ServiceState,
  deployment: DeploymentState,
  by: { readonly group: string; readonly startedBy: string | undefined } = {
    group: `service:${service.name}`,
    startedBy: deployment.id,
  },
): TaskState | undefined {
  const { world, random } = environment;
  const { cluster, region } = service;
  const place = placeFor(environment, state, deployment, service);
  if (!place) return undefined;
  const id = random.hex(32);
  const task: TaskState = {
    id,
    arn: ecsArn(region, world.account, `task/${cluster.name}/${id}`),
    cluster,
    service,
    deployment,
    createdAt: now(environment),
    ...by,
    network: {
      ip: state.addresses.take(),
      ...place,
      attachmentId: random.uuid(),
      interfaceId: `eni-${random.hex(17)}`,
      mac: `0a:${Array.from({ length: 5 }, () => random.hex(2)).join(":")}`,
    },
    containerArn: ecsArn(region, world.account, `container/${cluster.name}/${id}/${random.uuid()}`),
    runtimeId: `${id}-${Math.floor(random.next() * 1e10)}`,
    launch: new AbortController(),
    stopRequested: Promise.withResolvers(),
    status: "PROVISIONING",
    version: 0,
    stop: undefined,
    image: undefined,
    parameters: {},
    process: undefined,
    startUp: environment.hazards.startUp({ region, service: service.name }),
    exit: undefined,
    registered: false,
    healthy: false,
    failing: false,
    containerHealth: "UNKNOWN",
    protectedUntil: undefined,
    dates: {},
  };
  cluster.tasks.set(id, task);
  world.background(`ecs task ${task.arn}`, () => runTask(environment, task));
  return task;
}
