import { expect, test } from "vitest";
import { graphOf } from "./graph.ts";
import { layoutOf, pathOf } from "./layout.ts";

const graph = graphOf({
  StartAt: "First",
  States: {
    First: { Type: "Pass", Next: "Second" },
    Second: { Type: "Choice", Choices: [{ Condition: "x", Next: "First" }], Default: "Third" },
    Third: { Type: "Succeed" },
  },
});

test("states stand below one another without touching, inside the picture", () => {
  const { nodes, edges, width, height } = layoutOf(graph);
  const [first, second, third] = nodes.map(({ y }) => y);
  expect(second! - first!).toBeGreaterThan(34);
  expect(third! - second!).toBeGreaterThan(34);
  for (const node of nodes) {
    expect(node.x - node.width / 2).toBeGreaterThanOrEqual(0);
    expect(node.x + node.width / 2).toBeLessThanOrEqual(width);
    expect(node.y + node.height / 2).toBeLessThanOrEqual(height);
  }
  expect(edges.every(({ points }) => points.length >= 2)).toBe(true);
});

test("an edge is a smooth path from its first to its last point", () => {
  expect(pathOf([])).toBe("");
  expect(
    pathOf([
      { x: 0, y: 0 },
      { x: 0, y: 10 },
    ]),
  ).toBe("M0,0L0,10");
  expect(
    pathOf([
      { x: 0, y: 0 },
      { x: 5, y: 5 },
      { x: 0, y: 10 },
    ]),
  ).toBe("M0,0Q5,5 0,10");
});
