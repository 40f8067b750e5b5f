import { type Environment, now, within } from "./environment.ts";
import { insist } from "./insist.ts";
import { pull } from "./pull.ts";
import type { TaskState } from "./state.ts";
import { registerTargets } from "./targets.ts";
import { enter } from "./task-status.ts";
import { startSucceeded } from "./throttle.ts";
import { seconds } from "./timing.ts";

/** From PROVISIONING to RUNNING. Throws what keeps the task from starting, or the abort of a stop that came before. */
export async function launch(environment: Environment, task: TaskState): Promise<void> {
  const { clock, plane } = environment.world;
  const { signal } = task.launch;
  const { container } = task.deployment.definition;
  enter(environment, task, "PROVISIONING");
  await clock.sleep(within(environment, seconds.provisioning), signal);
  task.dates.connectivityAt = now(environment);
  enter(environment, task, "PENDING");
  task.dates.pullStartedAt = now(environment);
  await clock.sleep(within(environment, seconds.pull), signal);
  task.image = await pull(environment, task);
  task.dates.pullStoppedAt = now(environment);
  await clock.sleep(within(environment, seconds.start), signal);
  const process = await plane.start({
    arn: task.arn,
    region: task.service.region,
    privateIp: task.network.ip,
    containerPort: container.port ?? 0,
    image: task.image,
    environment: container.environment,
  });
  task.process = process;
  void process.exited.then(({ exitCode, reason }) => {
    task.exit = { exitCode, ...(reason && { reason }) };
  });
  signal.throwIfAborted();
  if (task.service.loadBalancers.length > 0) {
    enter(environment, task, "ACTIVATING");
    await insist(environment, task.service, "register targets", signal, () =>
      registerTargets(environment, task),
    );
    signal.throwIfAborted();
  }
  startSucceeded(task);
  task.dates.startedAt = now(environment);
  task.healthy = task.service.loadBalancers.length === 0;
  enter(environment, task, "RUNNING");
}
