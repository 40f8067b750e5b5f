import { expect, test } from "vitest";
import { readGraph } from "../../scripts/synth/graph.ts";
import { synthesise } from "../../scripts/synth/stage.ts";

test("two runs register the same resources under the same names with the same inputs", async () => {
  const [again] = await synthesise(["development"], ".sst/graphs/again");
  expect(again).toEqual(readGraph("development"));
}, 300_000);
