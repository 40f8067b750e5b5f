import type { Environment } from "./environment.ts";
import { note, serviceActed } from "./events.ts";
import type { TaskState } from "./state.ts";
import { restartDelay } from "./timing.ts";

/**
 * Counts a task that stopped before it was RUNNING, and delays the next start: doubling, as the scheduler's restarts
 * come ever more slowly. Tasks that fail later do not delay anything.
 */
export function startFailed(environment: Environment, { service, deployment }: TaskState): void {
  const time = environment.world.clock.now();
  deployment.failedTasks++;
  // Tasks that were started together fail together: they are one attempt.
  if (time < service.notBefore || deployment !== service.deployments[0]) return;
  const { firstMs, mostMs } = restartDelay;
  service.notBefore = time + Math.min(mostMs, firstMs * 2 ** service.failedStarts);
  service.failedStarts++;
  if (service.failedStarts < 2) return;
  note(environment, service, "is unable to consistently start tasks successfully.");
  serviceActed(environment, service, "SERVICE_TASK_START_IMPAIRED");
}

export function startSucceeded({ service }: TaskState): void {
  service.failedStarts = 0;
  service.notBefore = 0;
}
