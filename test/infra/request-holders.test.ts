import { expect, test } from "vitest";
import { readGraph } from "../../scripts/synth/graph.ts";
import { broken, inContainer, type Mutation, set, the, without } from "./mutation.ts";
import { requestHolders } from "./promises/request-holders.ts";

test.each<[string, Mutation["mutate"], RegExp]>([
  ["none stands", (all) => without(all, the(all, "UsEast1OllamaHolderService")), /has no ollama-holder/],
  [
    "one task is all",
    (all) => set(the(all, "UsEast1OllamaHolderService"), "desiredCount", 1),
    /is one task, whose end is felt/,
  ],
  [
    "Open WebUI asks past it",
    (all) =>
      inContainer(the(all, "UsEast1OpenWebuiTask"), (serving) => ({
        ...serving,
        environment: [{ name: "OLLAMA_BASE_URLS", value: "http://internal.example:11434" }],
      })),
    /asks past the holder/,
  ],
])("a model that sleeps, and before which %s, is found", async (_, mutate, found) => {
  const mutation = { name: "its holder is changed", breaks: requestHolders, mutate };
  expect(await requestHolders.check(broken(readGraph("scale-to-zero"), mutation))).toEqual([
    expect.stringMatching(found),
  ]);
});
