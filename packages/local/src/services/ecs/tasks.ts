import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { ecsArn, findCluster, findTask, shortName } from "./arns.ts";
import { describeTask } from "./describe-task.ts";
import type { Environment } from "./environment.ts";
import { isLive, type RegionState } from "./state.ts";
import { tagsOf } from "./tags.ts";
import { requestStop } from "./task-run.ts";

export function listTasks(state: RegionState, input: Input<"ecs", "ListTasks">): Output<"ecs", "ListTasks"> {
  refuseUnsupported("ListTasks", input, [
    "cluster",
    "serviceName",
    "family",
    "startedBy",
    "desiredStatus",
    "launchType",
    "nextToken",
    "maxResults",
  ]);
  const cluster = findCluster(state, input.cluster);
  const serviceName = input.serviceName === undefined ? undefined : shortName(input.serviceName);
  if (serviceName !== undefined && !cluster.services.has(serviceName))
    throw new AwsError("ServiceNotFoundException", "Service not found.");
  const wanted = input.desiredStatus ?? "RUNNING";
  const arns = [...cluster.tasks.values()]
    .filter((task) => (isLive(task) ? "RUNNING" : "STOPPED") === wanted)
    .filter(({ service }) => serviceName === undefined || service.name === serviceName)
    .filter(({ startedBy }) => input.startedBy === undefined || startedBy === input.startedBy)
    .filter(({ deployment: { definition } }) => (input.family ?? definition.family) === definition.family)
    .filter(() => (input.launchType ?? "FARGATE") === "FARGATE")
    .map(({ arn }) => arn);
  const { items, ...next } = page(arns, input.nextToken, input.maxResults ?? 100);
  return { taskArns: items, ...next };
}

export function describeTasks(
  state: RegionState,
  account: string,
  input: Input<"ecs", "DescribeTasks">,
): Output<"ecs", "DescribeTasks"> {
  const cluster = findCluster(state, input.cluster);
  const ids = (input.tasks ?? []).map(shortName);
  if (ids.length === 0) throw new AwsError("InvalidParameterException", "Tasks cannot be empty.");
  if (ids.length > 100)
    throw new AwsError("InvalidParameterException", "Tasks cannot have more than 100 elements.");
  return {
    tasks: ids.flatMap((id) => {
      const task = cluster.tasks.get(id);
      if (!task) return [];
      const tags = input.include?.includes("TAGS") && { tags: tagsOf(state, task.arn) };
      return [{ ...describeTask(task), ...tags }];
    }),
    failures: ids
      .filter((id) => !cluster.tasks.has(id))
      .map((id) => ({ arn: ecsArn(state.region, account, `task/${cluster.name}/${id}`), reason: "MISSING" })),
  };
}

/** SIGTERM at once: the targets are deregistered, but nothing waits for them to drain. */
export function stopTask(
  environment: Environment,
  state: RegionState,
  input: Input<"ecs", "StopTask">,
): Output<"ecs", "StopTask"> {
  const task = findTask(findCluster(state, input.cluster), input.task);
  requestStop(environment, task, {
    code: "UserInitiated",
    reason: input.reason ?? "Task stopped by user",
    drain: false,
  });
  return { task: describeTask(task) };
}
