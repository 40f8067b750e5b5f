import { expect, test } from "vitest";
import { readGraph } from "../../scripts/synth/graph.ts";
import { broken, inContainer, type Mutation, set, the } from "./mutation.ts";
import { plannedReplicas } from "./promises/planned-replicas.ts";
import { replicaSidecars } from "./promises/replica-sidecars.ts";

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

test.each<[string, Mutation["mutate"], RegExp]>([
  [
    "whose requests can come past its sidecar",
    (all) =>
      inContainer(the(all, "UsEast1OllamaTask"), (serving) => ({
        ...serving,
        environment: [{ name: "OLLAMA_HOST", value: "0.0.0.0:11434" }],
      })),
    /can be reached past the sidecar that counts/,
  ],
  [
    "that begins before its sidecar",
    (all) =>
      inContainer(the(all, "UsEast1OllamaTask"), ({ dependsOn: _, ...serving }) => ({
        ...serving,
        dependsOn: [],
      })),
    /begins before, or ends after, the sidecar/,
  ],
  [
    "without a sidecar",
    (all) => {
      const task = the(all, "UsEast1OllamaTask");
      const [serving] = JSON.parse(String(task.inputs.containerDefinitions));
      task.inputs.containerDefinitions = JSON.stringify([serving]);
    },
    /says nothing of its requests/,
  ],
])("a planned Ollama %s is found", async (_, mutate, found) => {
  const mutation = { name: "its task is changed", breaks: replicaSidecars, mutate };
  expect(await replicaSidecars.check(broken(readGraph("development"), mutation))).toEqual([
    expect.stringMatching(found),
  ]);
});
