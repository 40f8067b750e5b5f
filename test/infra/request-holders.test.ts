import { holderVariables } from "@signalbox/core/scaling/hold/holder-variables";
import { expect, test } from "vitest";
import { readGraph } from "../../scripts/synth/graph.ts";
import { broken, type Draft, inContainer, type Mutation, set, the, without } from "./mutation.ts";
import { requestHolders } from "./promises/request-holders.ts";
import { at, listOf } from "./view/values.ts";

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

/** A holder that sends overflow there. */
const sending = (task: string, url: string) => (all: Draft[]) =>
  inContainer(the(all, task), (holding) => ({
    ...holding,
    environment: [
      { name: holderVariables.spillUrl, value: url },
      ...listOf(holding.environment).filter((one) => at(one, "name") !== holderVariables.spillUrl),
    ],
  }));

test.each<[string, Mutation["mutate"], RegExp]>([
  [
    "goes to the other region's holder",
    sending("UsEast1OllamaHolderTask", "http://inner.eu-west-1.example:21434"),
    /sends overflow to http:\/\/inner.eu-west-1.example:21434/,
  ],
  [
    "goes from where it should come",
    sending("EuWest1OllamaHolderTask", "http://inner.us-east-1.example:11434"),
    /sends overflow to http:\/\/inner.us-east-1.example:11434/,
  ],
])("overflow that %s is found", async (_, mutate, found) => {
  const mutation = { name: "its holder is changed", breaks: requestHolders, mutate };
  expect(await requestHolders.check(broken(readGraph("spill-over"), mutation))).toEqual([
    expect.stringMatching(found),
  ]);
});
