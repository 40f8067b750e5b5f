/// <reference path="../.sst/platform/config.d.ts" />
import type { Scope } from "./scope";

export interface OwnContainerArgs {
  readonly name: string;
  readonly image: $util.Input<string>;
  readonly logGroup: $util.Input<string>;
  /** Whether its task ends with it; where it does not, ECS starts it again. */
  readonly essential: boolean;
  readonly environment: Readonly<Record<string, $util.Input<string>>>;
  /** MiB; 64 are reserved. */
  readonly memory: number;
  /** How long it has between SIGTERM and SIGKILL. */
  readonly stopSeconds: number;
  /** Where it is asked for its health from inside its task: port and path. */
  readonly health: string;
}

/** A container of ours beside what a task is for: without rights, on a root that it cannot write, with logs that never hold it up. */
export const ownContainer = (
  scope: Scope,
  { name, image, logGroup, essential, environment, memory, stopSeconds, health }: OwnContainerArgs,
): Readonly<Record<string, unknown>> => ({
  name,
  image,
  essential,
  ...(!essential && { restartPolicy: { enabled: true } }),
  environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
  memoryReservation: 64,
  memory,
  user: "1000:1000",
  readonlyRootFilesystem: true,
  linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
  stopTimeout: stopSeconds,
  healthCheck: {
    command: ["CMD-SHELL", `wget -q --spider http://127.0.0.1:${health} || exit 1`],
    interval: 5,
    timeout: 2,
    retries: 3,
    // Longer than a lease keeper takes: a region that is being activated has its epoch before its tasks are started.
    startPeriod: 60,
  },
  logConfiguration: {
    logDriver: "awslogs",
    options: {
      "awslogs-group": logGroup,
      "awslogs-region": scope.region.region,
      "awslogs-stream-prefix": name,
      mode: "non-blocking",
    },
  },
});
