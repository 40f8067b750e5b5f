import type { Failure, ProtectedTask } from "@aws-sdk/client-ecs";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { ecsArn, findCluster, shortName } from "./arns.ts";
import type { Environment } from "./environment.ts";
import { isLive, type RegionState, type TaskState } from "./state.ts";

const minutes = { standard: 120, most: 2880 } as const;
const tasksAtMost = 10;

/** Protected from scale-in and from deployments until then; not from StopTask, nor from failed health checks. */
export const isProtected = ({ protectedUntil }: TaskState, now: number): boolean =>
  protectedUntil !== undefined && protectedUntil > now;

export function updateTaskProtection(
  environment: Environment,
  state: RegionState,
  input: Input<"ecs", "UpdateTaskProtection">,
): Output<"ecs", "UpdateTaskProtection"> {
  const { protectionEnabled, expiresInMinutes = minutes.standard } = input;
  if (protectionEnabled === undefined) throw invalid("protectionEnabled cannot be null.");
  if (!Number.isInteger(expiresInMinutes) || expiresInMinutes < 1 || expiresInMinutes > minutes.most)
    throw invalid(`expiresInMinutes must be between 1 and ${minutes.most}.`);
  const now = environment.world.clock.now();
  const { found, failures } = tasksOf(environment, state, input);
  for (const task of found) {
    task.protectedUntil = protectionEnabled ? now + expiresInMinutes * 60_000 : undefined;
    task.service.pulse.beat();
  }
  return { protectedTasks: found.map((task) => describe(task, now)), failures };
}

export function getTaskProtection(
  environment: Environment,
  state: RegionState,
  input: Input<"ecs", "GetTaskProtection">,
): Output<"ecs", "GetTaskProtection"> {
  const { found, failures } = tasksOf(environment, state, input);
  return { protectedTasks: found.map((task) => describe(task, environment.world.clock.now())), failures };
}

function tasksOf(
  { world }: Environment,
  state: RegionState,
  { cluster: name, tasks = [] }: { cluster: string | undefined; tasks?: string[] | undefined },
): { found: TaskState[]; failures: Failure[] } {
  const cluster = findCluster(state, name);
  if (tasks.length > tasksAtMost) throw invalid(`Tasks cannot have more than ${tasksAtMost} elements.`);
  const found: TaskState[] = [];
  const failures: Failure[] = [];
  for (const id of tasks.length > 0 ? tasks.map(shortName) : [...cluster.tasks.keys()]) {
    const task = cluster.tasks.get(id);
    const arn = task?.arn ?? ecsArn(state.region, world.account, `task/${cluster.name}/${id}`);
    if (!task) failures.push({ arn, reason: "MISSING" });
    else if (isLive(task) && task.service.kind === "service") found.push(task);
    // Only running tasks of a service can be protected.
    else failures.push({ arn, reason: "TASK_NOT_VALID" });
  }
  return { found, failures };
}

const describe = (task: TaskState, now: number): ProtectedTask => ({
  taskArn: task.arn,
  protectionEnabled: isProtected(task, now),
  ...(isProtected(task, now) && { expirationDate: new Date(task.protectedUntil ?? 0) }),
});

const invalid = (message: string): AwsError => new AwsError("InvalidParameterException", message);
