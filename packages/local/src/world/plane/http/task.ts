import { NamedError } from "@signalbox/core/error";
import type { TaskProcess, TaskSpec } from "../plane.ts";
import { runCommand } from "../run-command.ts";
import { atMost, createContainer, type DangerousSetting, endedAtOnce } from "../setting.ts";
import { connectionsOf } from "./connections.ts";
import { listenOn } from "./open-port.ts";
import { taskServer } from "./task-server.ts";

/** Starts a task on a free port. `placed` hears the port, and undefined when nothing listens there any more. */
export async function startTask(
  setting: DangerousSetting,
  task: TaskSpec,
  placed: (port: number | undefined) => void,
): Promise<TaskProcess> {
  if (task.command) return runCommand(setting, task, task.command);
  const { clock } = setting;
  let container: ReturnType<typeof createContainer>;
  try {
    container = createContainer(setting, task);
  } catch (error) {
    if (error instanceof NamedError && error.name !== "CannotPullContainerError") return endedAtOnce(error);
    throw error;
  }
  const server = container.server?.() ?? taskServer(container);
  const destroyAll = connectionsOf(server);
  placed(await listenOn(server, 0));
  const { promise: exited, resolve: exit } = Promise.withResolvers<Awaited<TaskProcess["exited"]>>();
  let stopping: Promise<void> | undefined;

  const end = async (graceSeconds: number): Promise<void> => {
    const until = clock.now() + graceSeconds * 1000;
    let inTime = await atMost(clock, graceSeconds * 1000, container.terminate());
    // Closed for new connections now, and for idle ones; what is being answered has the rest of the grace.
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    placed(undefined);
    if (inTime) inTime = await atMost(clock, Math.max(0, until - clock.now()), closed);
    destroyAll();
    await closed;
    container.ended?.();
    // 137 is 128 + SIGKILL.
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
