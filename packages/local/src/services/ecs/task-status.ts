import type { Environment } from "./environment.ts";
import { taskChanged } from "./events.ts";
import type { TaskState, TaskStatus } from "./state.ts";

/** Moves a task to its next status, tells EventBridge and wakes its service's scheduler. */
export function enter(environment: Environment, task: TaskState, status: TaskStatus): void {
  task.status = status;
  task.version++;
  taskChanged(environment, task);
  task.service.pulse.beat();
}
