import { expect, test } from "vitest";
import { graphOf, skeleton, takenEdges } from "./graph.ts";

const machine = {
  StartAt: "Try",
  States: {
    Try: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
      Catch: [{ ErrorEquals: ["States.ALL"], Next: "Mend" }],
      Next: "Which",
    },
    Which: {
      Type: "Choice",
      Choices: [{ Condition: "{% $x > 1 %}", Next: "Both" }],
      Default: "Done",
    },
    Both: {
      Type: "Parallel",
      Branches: [{ StartAt: "Left", States: { Left: { Type: "Pass", End: true } } }],
      Catch: [{ ErrorEquals: ["A", "B"], Next: "Mend" }],
      Next: "Done",
    },
    Mend: { Type: "Pass", Next: "Done" },
    Done: { Type: "Succeed" },
  },
};

test("a machine becomes nodes and edges that say what leads along them", () => {
  const { start, nodes, edges } = graphOf(machine);
  expect(start).toBe("Try");
  expect(nodes.map(({ name }) => name)).toEqual(["Try", "Which", "Both", "Left", "Mend", "Done"]);
  expect(nodes[0]?.waits).toBe(true);
  expect(edges.map(({ from, to, kind, label }) => [from, to, kind, label])).toEqual([
    ["Try", "Which", "next", ""],
    ["Try", "Mend", "catch", "States.ALL"],
    ["Which", "Both", "choice", "$x > 1"],
    ["Which", "Done", "choice", "otherwise"],
    ["Both", "Done", "next", ""],
    ["Both", "Mend", "catch", "A, B"],
    ["Both", "Left", "branch", ""],
    ["Mend", "Done", "next", ""],
  ]);
});

test("of the catches only the first that reaches an otherwise unreached state shapes the picture", () => {
  const catches = skeleton(graphOf(machine)).filter(({ kind }) => kind === "catch");
  expect(catches.map(({ from, to }) => [from, to])).toEqual([["Try", "Mend"]]);
});

test("the edges that were taken are those between visits that follow one another", () => {
  expect([...takenEdges([{ state: "A" }, { state: "B" }, { state: "A" }])]).toEqual(["A>B", "B>A"]);
});

test("what is no machine is an empty graph", () => {
  expect(graphOf({ States: 7 })).toEqual({ start: "", nodes: [], edges: [] });
});
