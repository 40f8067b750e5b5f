import { expect, test } from "vitest";
import { type Case, casesOf, runCase } from "./harness.ts";
import { releaseCutoverMatrix as matrix } from "./release-maintenance-cutover.ts";

const all: Case[] = [];
for (const scenario of matrix.scenarios) all.push(...(await casesOf(matrix, scenario)));
/** One fault for each visit, that matters there: a cell takes a rehearsal, a cutover and the way back. */
const cells = all.filter(({ aim, visit }) => typeof aim !== "string" && visit === 1);

test.each(cells.map((cell) => [cell.id.split("/").slice(1).join(", "), cell] as const))(
  "whatever befalls the cutover at %s, every chat is there, and one version serves them or a person is called",
  async (_, cell) => {
    const { id, end, violations } = await runCase(matrix, cell);
    expect({ replay: `node test/matrix/replay.ts ${id}`, end, violations }).toMatchObject({ violations: [] });
  },
);
