import { afterAll, describe, expect, test } from "vitest";
import { type Case, casesOf, faultsOf, type Result, runCase } from "./harness.ts";
import type { AnyMatrix } from "./workflow.ts";

/** So many files share a matrix's cells, for as many workers. */
export interface Part {
  /** From 1. */
  readonly part: number;
  readonly of: number;
}

/** Runs a part of a workflow's matrix, one test a visit, and prints what ran. */
export async function matrixSuite(matrix: AnyMatrix, { part, of }: Part): Promise<void> {
  const all: Case[] = [];
  for (const scenario of matrix.scenarios) all.push(...(await casesOf(matrix, scenario)));
  const visits = Map.groupBy(
    all,
    ({ scenario, machine, state, visit }) => `${scenario.name}: ${machine}.${state}, visit ${visit}`,
  );
  const every = process.env.MATRIX === "whole" ? 1 : (matrix.sample ?? 1);
  const results: Result[] = [];

  describe(`${matrix.name}, part ${part} of ${of}`, () => {
    const mine = [...visits]
      .map(([name, cells], visit) => [name, sampled(cells, visit, every)] as const)
      .filter(([, cells], index) => index % of === part - 1 && cells.length > 0);
    test.each(mine)("whatever befalls %s, the run ends safely", async (_, cells) => {
      for (const cell of cells) {
        const result = await runCase(matrix, cell);
        results.push(result);
        const { id: replay, end, violations } = result;
        // The replay command stands in the message, so that one line of a failing run is enough.
        expect({ replay: `node test/matrix/replay.ts ${replay}`, end, violations }).toMatchObject({
          violations: [],
        });
      }
    });
    afterAll(() => console.log(summary(matrix, { visits: visits.size, every, part, of }, results)));
  });
}

/** Of what a visit may be struck with, every n-th; what is spared is only listed where all is struck. */
const sampled = (cells: readonly Case[], visit: number, every: number): readonly Case[] =>
  every === 1
    ? cells
    : cells.filter(({ aim }) => typeof aim !== "string").filter((_, fault) => (visit + fault) % every === 0);

function summary(
  matrix: AnyMatrix,
  { visits, every, part, of }: Part & { readonly visits: number; readonly every: number },
  results: readonly Result[],
): string {
  const { name, scenarios } = matrix;
  const faults = faultsOf(matrix).length;
  const steps = new Set(
    scenarios.flatMap(({ states }) =>
      Object.entries(states).flatMap(([machine, some]) => some.map((state) => `${machine}.${state}`)),
    ),
  ).size;
  const spared = results.filter((result) => result.spared !== undefined);
  const ran = results.length - spared.length;
  const ends = Object.entries(Object.groupBy(results, ({ end }) => end))
    .filter(([end]) => end !== "")
    .map(([end, some = []]) => `${some.length} ${end}`);
  return [
    `matrix of ${name}: ${steps} steps in ${visits} visits × ${faults} faults = ${visits * faults} cells; part ${part} of ${of}:`,
    `  ${ran} ran, ${results.filter(({ strikes }) => strikes > 0).length} struck, ${ran - results.filter(({ violations, spared }) => spared === undefined && violations.length === 0).length} unsafe; ended ${ends.join(", ")}`,
    ...(every > 1 ? [`  of each visit one fault in ${every}; npm run matrix -- ${name} strikes all`] : []),
    ...spared.map(({ id, spared: why }) => `  spared ${id}: ${why}`),
  ].join("\n");
}
