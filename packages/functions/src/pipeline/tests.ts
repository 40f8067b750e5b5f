import type { Task } from "@aws-sdk/client-ecs";
import { fnv1a } from "@signalbox/core/fnv1a";
import type { JobTask } from "@signalbox/core/pipeline/job";
import type { Tests } from "@signalbox/core/pipeline/places";
import { type JobName, jobs } from "@signalbox/core/pipeline/places";
import { on, type Permission } from "@signalbox/core/workflow/allow";
import { stopOneOff, tasksStartedBy } from "../aws/one-off-task.ts";
import type { FunctionContext } from "../context.ts";

/** What the tests' tasks are found and stopped with. */
export const stopAllows: readonly Permission[] = [
  on("containerInstance", "ecs:ListTasks"),
  on("task", "ecs:StopTask"),
];

/** A run, in eight digits: executions that a rule starts have names of 73 characters. */
export const markOf = (run: string): string => fnv1a(run).toString(16).padStart(8, "0");

/** By which ECS knows the task of a run's tests. */
export const taskMark = (run: string, job: JobName): string => `pipeline-${markOf(run)}-${job}`;

/** What of a task says how its tests ended. */
export function jobTask(task: Task | undefined, container: string): JobTask | undefined {
  if (!task) return undefined;
  const { lastStatus = "", stopCode, stoppedReason, containers = [] } = task;
  const { exitCode, reason } = containers.find(({ name }) => name === container) ?? {};
  return { lastStatus, stopCode, stoppedReason: reason ?? stoppedReason, exitCode };
}

/** Stops whatever tests of a run still run; answers their ARNs. */
export async function stopTests(
  { aws }: FunctionContext,
  { cluster }: Tests,
  run: string,
): Promise<string[]> {
  const running: string[] = [];
  for (const job of jobs) running.push(...(await tasksStartedBy(aws.ecs, cluster, taskMark(run, job))));
  for (const task of running)
    await stopOneOff(aws.ecs, { cluster, task, reason: `the run ${run} has ended` });
  return running;
}
