import { names } from "@signalbox/config/load";
import { describe, expect, test } from "vitest";
import { readGraph } from "../../scripts/synth/graph.ts";
import { promises } from "./promises.ts";

describe.each(names)("%s", (stage) => {
  const graph = readGraph(stage);
  test.each(promises)("$name", async ({ check }) => {
    expect(await check(graph)).toEqual([]);
  });
});
