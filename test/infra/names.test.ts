import { expect, test } from "vitest";
import { readGraph } from "../../scripts/synth/graph.ts";
import { synthesiseInto } from "../../scripts/synth/stage.ts";

test("two runs register the same resources under the same names with the same inputs", async () => {
  const again = ".sst/graphs/again";
  await synthesiseInto(again, ["development"]);
  expect(readGraph("development", again)).toEqual(readGraph("development"));
}, 300_000);
