import { expect, test } from "vitest";
import { readGraph } from "../../scripts/synth/graph.ts";
import { broken, set } from "./mutation.ts";
import { plannedReplicas } from "./promises/planned-replicas.ts";

test("a scaling policy that is put beside the planner is found", async () => {
  const graph = readGraph("development");
  expect(await plannedReplicas.check(graph)).toEqual([]);
  const twoWriters = broken(graph, {
    name: "a policy of another service is given to the planned one",
    breaks: plannedReplicas,
    mutate: (all) => {
      const policy = all.find(({ type }) => type === "aws:appautoscaling/policy:Policy");
      if (policy) set(policy, "resourceId", "service/signalbox-development/ollama-blue");
    },
  });
  expect(await plannedReplicas.check(twoWriters)).toEqual([
    expect.stringMatching(/would write the number of tasks that the planner writes$/),
  ]);
});
