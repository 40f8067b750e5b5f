import { expect, test } from "vitest";
import { flowchart } from "./flowchart.ts";

test("arrows between the same two are one, with every label once", () => {
  const chart = flowchart("LR");
  chart.node("a", ["A"]);
  chart.node("b", ["B", '"quoted"'], { id: "box", label: "frame" });
  for (const port of ["443", "80", "443"]) chart.arrow("a", "b", port);
  expect(chart.text()).toBe(
    [
      "```mermaid",
      "flowchart LR",
      '  n1["A"]',
      '  subgraph box1["frame"]',
      "    n2[\"B<br>'quoted'\"]",
      "  end",
      '  n1 -->|"443, 80"| n2',
      "```",
    ].join("\n"),
  );
});

test("an arrow to what is not drawn makes no diagram", () => {
  const chart = flowchart("TD");
  chart.node("a", ["A"]);
  chart.arrow("a", "lost");
  expect(() => chart.text()).toThrow("nothing is drawn as lost");
});

test("two that have an arrow to each other share one with two heads", () => {
  const chart = flowchart("LR");
  for (const id of ["a", "b", "c"]) chart.node(id, [id]);
  for (const [from, to] of [
    ["a", "b"],
    ["b", "a"],
    ["b", "c"],
    ["c", "c"],
  ] as const)
    chart.arrow(from, to);
  const lines = chart
    .text()
    .split("\n")
    .filter((line) => line.includes("-->"));
  expect(lines).toEqual(["  n1 <--> n2", "  n2 --> n3", "  n3 --> n3"]);
});
