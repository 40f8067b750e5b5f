import type { LogConfiguration } from "@aws-sdk/client-ecs";
import type { Environment } from "./environment.ts";
import type { TaskState } from "./state.ts";

/** Where the awslogs driver writes what a container says. */
export interface ContainerLog {
  readonly group: string;
  readonly prefix: string;
  readonly region: string | undefined;
}

/** Other drivers' lines go nowhere here. */
export function readLog({ logDriver, options = {} }: LogConfiguration): ContainerLog | undefined {
  const { "awslogs-group": group, "awslogs-stream-prefix": prefix, "awslogs-region": region } = options;
  if (logDriver !== "awslogs" || group === undefined || prefix === undefined) return undefined;
  return { group, prefix, region };
}

/** Takes a task's lines to the stream that the driver makes: prefix/container/task. */
export function logOf({ world }: Environment, task: TaskState): ((line: string) => void) | undefined {
  const { log, name } = task.deployment.definition.container;
  if (!log) return undefined;
  const { group, prefix, region = task.service.region } = log;
  const stream = `${prefix}/${name}/${task.id}`;
  return (line) => world.logs.publish({ region, group, stream, lines: [line] });
}
