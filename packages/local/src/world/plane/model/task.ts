import { NamedError } from "@signalbox/core/error";
import type { Container } from "../../../images/image.ts";
import type { TaskProcess, TaskSpec } from "../plane.ts";
import { runCommand } from "../run-command.ts";
import { atMost, createContainer, type DangerousSetting, endedAtOnce, revisionOf } from "../setting.ts";

/** A container that answers at once what would have happened. */
export interface ModelTask {
  readonly spec: TaskSpec;
  readonly container: Container;
  readonly revision: string;
}

/** Starts a modelled task. `placed` hears it, and undefined when it runs no more; `killed`, when the grace was over. */
export function startTask(
  setting: DangerousSetting,
  spec: TaskSpec,
  placed: (task: ModelTask | undefined) => void,
  killed: (task: ModelTask) => void,
): TaskProcess {
  if (spec.command) return runCommand(setting, spec, spec.command);
  const { clock } = setting;
  let task: ModelTask;
  try {
    task = { spec, container: createContainer(setting, spec), revision: revisionOf(spec) };
  } catch (error) {
    if (error instanceof NamedError && error.name !== "CannotPullContainerError") return endedAtOnce(error);
    throw error;
  }
  placed(task);
  const { promise: exited, resolve: exit } = Promise.withResolvers<Awaited<TaskProcess["exited"]>>();
  let stopping: Promise<void> | undefined;

  const end = async (graceSeconds: number): Promise<void> => {
    const inTime = await atMost(clock, graceSeconds * 1000, task.container.terminate());
    placed(undefined);
    if (!inTime) killed(task);
    task.container.ended?.();
    exit(
      inTime ? { exitCode: 0, reason: "terminated" } : { exitCode: 137, reason: "killed after the grace" },
    );
  };
  return {
    exited,
    stop: (graceSeconds) => {
      stopping ??= end(graceSeconds);
      return stopping;
    },
  };
}
