import type { HealthCheck } from "@aws-sdk/client-ecs";
import { AwsError } from "../error.ts";
import { unsupported } from "../supported.ts";
import type { Environment } from "./environment.ts";
import { taskChanged } from "./events.ts";
import type { TaskState } from "./state.ts";

/** A container's own health check, as a double can be asked it. */
export interface ContainerProbe {
  readonly port: number;
  readonly path: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  /** Checks that fail in a row before the container is UNHEALTHY. */
  readonly retries: number;
  /** Failures in this time after the start do not count. */
  readonly startPeriodSeconds: number;
}

/** `curl -f http://localhost:8080/health || exit 1`, or wget's `--spider`, with any further flags. */
const command =
  /^(?:curl|wget)(?:\s+-[\w-]+)*\s+["']?http:\/\/(?:localhost|127\.0\.0\.1)(?::(\d+))?(\/[^\s"']*)?["']?(?:\s*\|\|\s*exit\s+1)?$/;

/** A double runs no commands, so only a request by curl or wget to the container itself can be made. */
export function readHealthCheck(
  operation: string,
  check: HealthCheck | undefined,
): ContainerProbe | undefined {
  if (!check) return undefined;
  const [form, ...words] = check.command ?? [];
  if (form === "NONE") return undefined;
  const text = words.join(" ").trim();
  const match = form === "CMD" || form === "CMD-SHELL" ? command.exec(text) : null;
  if (!match)
    throw unsupported(
      operation,
      `the health check command '${[form, text].join(" ")}', which is no curl or wget of localhost,`,
    );
  const [, port = "80", path = "/"] = match;
  return {
    port: Number(port),
    path,
    intervalSeconds: within("interval", check.interval ?? 30, 5, 300),
    timeoutSeconds: within("timeout", check.timeout ?? 5, 2, 60),
    retries: within("retries", check.retries ?? 3, 1, 10),
    startPeriodSeconds: within("startPeriod", check.startPeriod ?? 0, 0, 300),
  };
}

/** Checks a running container until the signal aborts. */
export async function watchContainer(
  environment: Environment,
  task: TaskState,
  probe: ContainerProbe,
  signal: AbortSignal,
): Promise<void> {
  const { clock, plane } = environment.world;
  const target = { region: task.service.region, ip: task.network.ip, port: probe.port };
  const started = clock.now();
  let failures = 0;
  for (;;) {
    await clock.sleep(probe.intervalSeconds * 1000, signal);
    const result = await plane.probe(target, probe.path, probe.timeoutSeconds);
    signal.throwIfAborted();
    const passed = result.kind === "status" && result.status < 400;
    const counts = clock.now() >= started + probe.startPeriodSeconds * 1000;
    if (passed) failures = 0;
    else if (counts) failures++;
    const status = passed ? "HEALTHY" : failures >= probe.retries ? "UNHEALTHY" : task.containerHealth;
    if (status === task.containerHealth) continue;
    task.containerHealth = status;
    task.version++;
    taskChanged(environment, task);
    task.service.pulse.beat();
  }
}

function within(what: string, seconds: number, least: number, most: number): number {
  if (!Number.isInteger(seconds) || seconds < least || seconds > most)
    throw new AwsError("ClientException", `The healthCheck ${what} must be between ${least} and ${most}.`);
  return seconds;
}
