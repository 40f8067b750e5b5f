import { readFileSync } from "node:fs";
import { load } from "@signalbox/config/load";
import { expect, test } from "vitest";
import { diagrams } from "../../scripts/docs/diagrams/all.ts";
import { architecturePage, architecturePath } from "../../scripts/docs/diagrams/architecture.ts";
import { readGraph } from "../../scripts/synth/graph.ts";

const production = readGraph("production");
const order = load("production", {}).regions.map(({ region }) => region);

test("docs/architecture.md draws what the stacks register; `npm run diagrams` makes it anew", () => {
  const page = readFileSync(architecturePath, "utf8");
  expect(page).toBe(architecturePage(page));
});

test("no diagram has more than 30 boxes", () => {
  for (const [name, text] of Object.entries(diagrams([production], order)))
    expect(text.match(/^ +n\d+\[/gm)?.length ?? 0, name).toBeLessThanOrEqual(30);
});

test.each([
  ["names", "a record of the name", "GlobalToEuWest1"],
  ["listeners", "the rules of retrieval", "UsEast1Retrieval(Cookie)?Rule1"],
  ["network", "a route to a NAT gateway", "UsEast1PrivateRoute2"],
  ["reach", "a rule of a security group", "UsEast1TasksToCache6379In"],
  ["between-regions", "the copying of uploads", "EuWest1UploadsReplication"],
  ["events", "the rule that wakes", "UsEast1WakeAlarmTarget"],
])("the diagram %s loses an arrow with %s", (diagram, _what, names) => {
  const without = production.resources.filter(({ name }) => !new RegExp(`^${names}$`).test(name));
  expect(without.length).toBeLessThan(production.resources.length);
  const arrows = (text = "") => text.match(/<-|->/g)?.length ?? 0;
  const before = diagrams([production], order)[diagram];
  const after = diagrams([{ ...production, resources: without }], order)[diagram];
  expect(arrows(after)).toBeLessThan(arrows(before));
});
