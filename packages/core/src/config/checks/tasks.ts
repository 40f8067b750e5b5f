import type { Path } from "../path.ts";
import type { Finding } from "../problem.ts";
import { check } from "./check.ts";

/** MiB that go with the CPU of a Fargate task: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html */
const memories: Readonly<Record<number, readonly number[]>> = {
  256: [512, 1024, 2048],
  512: steps(1024, 4096, 1024),
  1024: steps(2048, 8192, 1024),
  2048: steps(4096, 16_384, 1024),
  4096: steps(8192, 30_720, 1024),
  8192: steps(16_384, 61_440, 4096),
  16384: steps(32_768, 122_880, 8192),
};

function steps(from: number, to: number, step: number): number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
}

export const memoryFitsCpu = check(
  "Fargate has tasks with this CPU and this memory",
  ["services"],
  function* ({ services }) {
    for (const [name, { cpu, memory, gpu }] of Object.entries(services))
      if (!gpu) yield* memoryFault(["services", name, "memory"], cpu, memory);
  },
);

export function* memoryFault(path: Path, cpu: number, memory: number): Generator<Finding> {
  const allowed = memories[cpu] ?? [];
  if (allowed.includes(memory)) return;
  const near = allowed.toSorted((a, b) => Math.abs(a - memory) - Math.abs(b - memory))[0];
  yield {
    path,
    wrong: `Fargate has no task with CPU ${cpu} and this memory`,
    allowed: range(allowed),
    ...(near !== undefined && { suggestion: `${near} is nearest` }),
  };
}

function range(sizes: readonly number[]): string {
  const [first = 0, second = 0] = sizes;
  return sizes.length <= 4
    ? `one of ${sizes.join(", ")} MiB`
    : `from ${first} to ${sizes.at(-1)} MiB in steps of ${second - first}`;
}

export const scalingHasRange = check(
  "`min` is at most `max`, of services and of GPU pools",
  ["services", "inference"],
  function* ({ services, inference }) {
    for (const [name, { scaling }] of Object.entries(services)) {
      const path = ["services", name, "scaling"];
      const allowed = `at most ${scaling.max}, the service's scaling.max`;
      if (scaling.min > scaling.max) yield { path: [...path, "min"], wrong: "it is more than max", allowed };
      if (scaling.standbyMin !== undefined && scaling.standbyMin > scaling.max)
        yield { path: [...path, "standbyMin"], wrong: "it is more than max", allowed };
    }
    for (const [index, { min, max }] of inference.pools.entries())
      if (min > max)
        yield {
          path: ["inference", "pools", index, "min"],
          wrong: "it is more than max",
          allowed: `at most ${max}`,
        };
  },
);

export const directoriesFitMemory = check(
  "directories in memory leave a task memory of its own",
  ["services"],
  function* ({ services }) {
    for (const [name, { writable, memory }] of Object.entries(services)) {
      const sum = Object.values(writable).reduce((total, size) => total + size, 0);
      if (sum >= memory)
        yield {
          path: ["services", name, "writable"],
          wrong: `its directories in memory may take ${sum} MiB, all that the task has`,
          allowed: `less than ${memory} MiB in sum`,
        };
    }
  },
);

/** Names that hold a secret by custom; switches such as ENABLE_API_KEY hold true or false. */
const secret = /(^|_)(SECRET|SECRET_KEY|PASSWORD|API_KEY|ACCESS_KEY|TOKEN|CREDENTIALS?)$/;

export const noSecretsInEnvironment = check(
  "no variable in `environment` holds a secret",
  ["services"],
  function* ({ services }) {
    for (const [name, { environment }] of Object.entries(services))
      for (const [variable, value] of Object.entries(environment))
        if (secret.test(variable) && !/^(true|false|)$/i.test(value))
          yield {
            path: ["services", name, "environment", variable],
            wrong:
              "this would put a secret into the task definition, where everybody who may read it sees it",
            allowed: "what is no secret; the platform passes its own from Secrets Manager",
            secret: true,
          };
  },
);
