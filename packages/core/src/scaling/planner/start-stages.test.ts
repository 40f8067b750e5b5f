import { expect, test } from "vitest";
import { explainStages, noStages, sawStages, stageLengths } from "./start-stages.ts";

const seen = (...starts: readonly (readonly [instance: number, image: number, model: number])[]) => {
  const times = noStages();
  for (const [instance, image, model] of starts) sawStages(times, { instance, image, model });
  return times;
};

test("each stage of a start has lengths of its own, from three measured starts on", () => {
  expect(stageLengths(seen([90, 60, 80], [100, 60, 80]))).toEqual([]);
  expect(stageLengths(seen([90, 60, 80], [100, 61, 80], [400, 62, 80]))).toEqual([
    { stage: "instance", half: 100, most: 400 },
    { stage: "image", half: 61, most: 62 },
    { stage: "model", half: 80, most: 80 },
  ]);
});

test("the slowest stage is named, and before enough starts nothing is said", () => {
  expect(explainStages([])).toBeUndefined();
  expect(explainStages(stageLengths(seen([20, 333, 80], [22, 330, 80], [21, 340, 80])))).toBe(
    "Half of the starts take 21 s for an instance, 333 s for the image, 80 s for weights and warm-up at most; the image takes longest.",
  );
  expect(explainStages(stageLengths(seen([1, 1, 9], [1, 1, 9], [1, 1, 9])))).toMatch(
    / weights and warm-up take longest\.$/,
  );
});
