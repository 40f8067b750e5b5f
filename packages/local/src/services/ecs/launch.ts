import { type Latency, sample } from "../../images/latency.ts";
import type { ImageRef, TaskSpec } from "../../world/plane/plane.ts";
import { type ContainerProbe, watchContainer } from "./container-health.ts";
import { logOf } from "./container-log.ts";
import { type Environment, now, within } from "./environment.ts";
import type { StartUp } from "./hazards.ts";
import { insist } from "./insist.ts";
import { startKeeper } from "./lease-keeper.ts";
import { measure } from "./measure.ts";
import { fetchParameters } from "./parameters.ts";
import { pull } from "./pull.ts";
import type { TaskState } from "./state.ts";
import { registerTargets } from "./targets.ts";
import { enter } from "./task-status.ts";
import { startSucceeded } from "./throttle.ts";
import { seconds } from "./timing.ts";

/** From PROVISIONING to RUNNING. Throws what keeps the task from starting, or the abort of a stop that came before. */
export async function launch(environment: Environment, task: TaskState): Promise<void> {
  const { clock } = environment.world;
  const { signal } = task.launch;
  const { container } = task.deployment.definition;
  enter(environment, task, "PROVISIONING");
  const { startUp } = task;
  await clock.sleep(
    startUp ? drawn(environment, startUp.instance) : within(environment, seconds.provisioning),
    signal,
  );
  task.dates.connectivityAt = now(environment);
  enter(environment, task, "PENDING");
  task.dates.pullStartedAt = now(environment);
  await clock.sleep(startUp ? drawn(environment, startUp.pull) : within(environment, seconds.pull), signal);
  task.image = await pull(environment, task);
  task.dates.pullStoppedAt = now(environment);
  await clock.sleep(within(environment, seconds.start), signal);
  task.parameters = await fetchParameters(environment, task);
  await startProcess(environment, task, task.image, startUp);
  signal.throwIfAborted();
  if (task.deployment.loadBalancers.length > 0) {
    enter(environment, task, "ACTIVATING");
    await insist(environment, task.service, "register targets", signal, () =>
      registerTargets(environment, task),
    );
    signal.throwIfAborted();
  }
  startSucceeded(task);
  task.dates.startedAt = now(environment);
  task.healthy = task.deployment.loadBalancers.length === 0 && !container.health;
  enter(environment, task, "RUNNING");
}

/** Milliseconds of a stage, by chance. */
const drawn = ({ random }: Environment, stage: Latency): number => sample(stage, random) * 1000;

/** Starts the container, with the checks of its health. One that is started anew where it was has its weights. */
export async function startProcess(
  environment: Environment,
  task: TaskState,
  image: ImageRef,
  startUp?: StartUp,
): Promise<void> {
  await startKeeper(environment, task);
  const { container } = task.deployment.definition;
  const log = logOf(environment, task);
  const process = await environment.world.plane.start({
    arn: task.arn,
    service: task.service.name,
    zone: task.network.zone,
    region: task.service.region,
    privateIp: task.network.ip,
    containerPort: container.port ?? 0,
    image,
    environment: { ...container.environment, ...task.parameters },
    ...(container.command && { command: container.command }),
    ...(startUp && {
      startUp: {
        weightsMs: drawn(environment, startUp.weights),
        warmUpMs: drawn(environment, startUp.warmUp),
      },
    }),
    ...(log && { log }),
    measure: (measured) => measure(environment, task, measured),
    ...clientsOf(environment, task),
  });
  task.process = process;
  void process.exited.then(({ exitCode, reason }) => {
    task.exit = { exitCode, ...(reason && { reason }) };
  });
  if (container.health) watchHealth(environment, task, container.health, process.exited);
}

/** Of its role, where it has one. */
function clientsOf({ clientsOf: make }: Environment, task: TaskState): Pick<TaskSpec, "clients"> {
  const { taskRoleArn: roleArn } = task.deployment.definition.description;
  const { region } = task.service;
  if (!make || roleArn === undefined) return {};
  return { clients: () => make({ roleArn, region, session: task.id, from: region }) };
}

/** The checks end with the container or with the request to stop it. */
function watchHealth(
  environment: Environment,
  task: TaskState,
  probe: ContainerProbe,
  exited: Promise<unknown>,
): void {
  const over = new AbortController();
  const end = (): void => over.abort(new DOMException("the container stops", "AbortError"));
  void exited.then(end);
  void task.stopRequested.promise.then(end);
  environment.world.background(`health checks of ${task.arn}`, () =>
    watchContainer(environment, task, probe, over.signal),
  );
}
