import { leaseKeeper } from "../../images/lease-keeper/lease-keeper.ts";
import type { Environment } from "./environment.ts";
import { StartFailure } from "./pull.ts";
import type { TaskState } from "./state.ts";
import { requestStop } from "./task-run.ts";
import { dependencyMs } from "./timing.ts";

/**
 * Starts the sidecar that keeps the task's lease, and waits until it is healthy, as the other container's `dependsOn` says. When it
 * ends, the task stops, since it is essential: nobody's control plane is asked.
 */
export async function startKeeper(environment: Environment, task: TaskState): Promise<void> {
  const { keeper, description } = task.deployment.definition;
  if (!keeper) return;
  const { end, world, clientsOf } = environment;
  const { region } = task.service;
  const roleArn = description.taskRoleArn;
  if (!clientsOf || roleArn === undefined)
    throw new StartFailure("CannotStartContainerError: the lease keeper has no role to ask the tables with");
  const over = new AbortController();
  const stopped = task.stopRequested.promise.then(() => over.abort("the task stops"));
  const { healthy, lost } = leaseKeeper({
    clock: world.clock,
    region,
    environment: keeper.environment,
    clientsIn: (where) => clientsOf({ roleArn, region: where, session: keeper.name, from: region }),
    signal: AbortSignal.any([over.signal, end]),
  });
  world.background(`lease keeper of ${task.arn}`, async () => {
    const ended = await Promise.race([lost.then(() => true), stopped.then(() => false)]);
    if (ended)
      requestStop(environment, task, {
        code: "EssentialContainerExited",
        reason: "Essential container in task exited",
        drain: false,
      });
  });
  const late = world.clock.sleep(dependencyMs, task.launch.signal).then(() => "late" as const);
  if ((await Promise.race([healthy, late])) === "late")
    throw new StartFailure(
      `Task failed to start: dependency ${keeper.name} did not become HEALTHY within ${dependencyMs / 1_000} s`,
    );
}
