import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Graph, readGraph } from "../../scripts/synth/graph.ts";
import { broken } from "./mutation.ts";
import { mutations } from "./mutations.ts";
import { withMutations } from "./mutations-table.ts";
import { promises } from "./promises.ts";

const production = readGraph("production");
const before = await violations(production);

test.each(mutations)("$name", async (mutation) => {
  const after = await violations(broken(production, mutation));
  const caught = promises.filter(({ name }) =>
    [...(after.get(name) ?? [])].some((violation) => !before.get(name)?.has(violation)),
  );
  expect(caught.map(({ name }) => name)).toEqual([mutation.breaks.name]);
});

test("docs/verification.md lists them; `node test/infra/write-mutations.ts` makes the list anew", () => {
  const page = readFileSync("docs/verification.md", "utf8");
  expect(page).toBe(withMutations(page));
});

async function violations(graph: Graph): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, ReadonlySet<string>>();
  for (const { name, check } of promises) found.set(name, new Set(await check(graph)));
  return found;
}
