/**
 * How long things take, in seconds. The task of AWS's own sample event (ECS Task State Change, 2020-01-23) took 4 s to
 * its network interface, 18 s to the pull, 3 s for the pull and 3 s from there to RUNNING. The waits here are of that
 * order but end sooner, so that a person can watch a release; Fargate's are longer and have a longer tail.
 */
export const seconds = {
  provisioning: { least: 2, most: 5 },
  pull: { least: 1, most: 3 },
  start: { least: 0.5, most: 1.5 },
  deprovisioning: { least: 1, most: 2 },
} as const;

/** How often the scheduler looks at a service that is on its way, and at one in steady state. */
export const lookMs = { moving: 1000, steady: 10_000 } as const;

/** Until the scheduler tries once more to place what found no capacity; AWS says no more than that it goes on trying. */
export const placeAgainMs = 30_000;

/** How often a task that drains asks whether its target still does. */
export const drainLookMs = 2000;

/** AWS: "the time between subsequent restart attempts is incrementally increased up to a maximum of 27 minutes". */
export const restartDelay = { firstMs: 10_000, mostMs: 27 * 60_000 } as const;

/** Between two attempts of a call to another service that failed. */
export const insistMs = 5000;

/**
 * How long a container waits for another one that it depends on: the agent's default,
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html (startTimeout)
 */
export const dependencyMs = 180_000;

/** Stopped tasks can be described for about an hour. */
export const stoppedTaskMs = 3600_000;

/** The agent's default between SIGTERM and SIGKILL, and Fargate's limit. */
export const stopTimeoutSeconds = { standard: 30, most: 120 } as const;
