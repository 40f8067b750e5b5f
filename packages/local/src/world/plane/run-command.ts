import type { TaskProcess, TaskSpec } from "./plane.ts";
import { atMost, containerSetting, type DangerousSetting, imageOf } from "./setting.ts";

/**
 * Runs a task's command in place of what its image starts with. What the image does not know ends as a shell does that finds
 * no such program. As the first process of its container it hears no SIGTERM that it does not ask for: the grace passes,
 * https://docs.docker.com/reference/cli/docker/container/run/#init
 * @throws CannotPullContainerError
 */
export function runCommand(
  setting: DangerousSetting,
  task: TaskSpec,
  command: readonly string[],
): TaskProcess {
  const image = imageOf(setting, task);
  const killed = new AbortController();
  const own = containerSetting(setting, task);
  const run = async () => {
    const code = image.run?.(own, command, killed.signal);
    if (!code) task.log?.(`exec: "${command[0] ?? ""}": executable file not found in $PATH`);
    return { exitCode: (await code) ?? 127, reason: "ended" };
  };
  const exited = run().catch((error: unknown) => {
    if (killed.signal.aborted) return { exitCode: 137, reason: "killed after the grace" };
    return { exitCode: 1, reason: error instanceof Error ? error.message : `${error}` };
  });
  return {
    exited,
    stop: async (graceSeconds) => {
      const ended = exited.then(() => {});
      if (!(await atMost(setting.clock, graceSeconds * 1000, ended))) killed.abort();
      await ended;
    },
  };
}
