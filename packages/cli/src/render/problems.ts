import type { Problem } from "@signalbox/core/config/problem";
import type { Colors } from "../io.ts";
import { facts } from "./table.ts";

/** A paragraph for each fault: its field, what is wrong, what was given by whom, what may stand there, what to do. */
export function renderProblems(stage: string, problems: readonly Problem[], colors: Colors): string {
  const count = problems.length === 1 ? "a fault" : `${problems.length} faults`;
  return [
    `${colors.red("✗")} ${colors.bold(`the configuration of ${stage} has ${count}`)}`,
    ...problems.map((problem) => `\n${renderProblem(problem, colors)}`),
  ].join("\n");
}

function renderProblem({ path, wrong, given, origin, allowed, suggestion }: Problem, colors: Colors): string {
  const by = origin === undefined ? "" : colors.dim(` (${origin})`);
  const pairs: readonly (readonly [string, string | undefined])[] = [
    ["wrong", wrong],
    // What has an origin and is not given here is a secret.
    ["given", given === undefined && origin === undefined ? undefined : `${given ?? "not shown"}${by}`],
    ["allowed", allowed],
    ["do", suggestion],
  ];
  const lines = facts(pairs.map(([name, value]) => [colors.dim(name), value] as const)).split("\n");
  return [`  ${colors.bold(path)}`, ...lines.map((line) => `    ${line}`)].join("\n");
}
