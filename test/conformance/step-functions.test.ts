import { expect, test } from "vitest";
import type { Agreement } from "./step-functions-agreement.ts";
import { agreementsOf, compare, countOf } from "./step-functions-agreement.ts";
import type { Case } from "./step-functions-cases.ts";
import { readCases } from "./step-functions-cases.ts";

/** Recordings that the engine does not reproduce, each with its reason. */
const exceptions: Readonly<Record<string, string>> = {
  "scenarios/test_base_scenarios::TestBaseScenarios::test_map_item_batching_base_json_max_per_batch_jsonata":
    "a distributed Map with ItemReader and ItemBatcher, which is refused when the machine is created",
};

const recordings = readCases<Case>("sfn-exec-jsonata.jsonl");

const agreements = await agreementsOf(recordings);
const count = (part: keyof Agreement): number => countOf(agreements, part);

test("every recording agrees with AWS in everything, but for the listed exceptions", () => {
  const differing = [...agreements].filter(([, agreement]) => Object.values(agreement).includes(false));
  expect(differing.map(([id]) => id)).toEqual(Object.keys(exceptions));
});

test("status, error and output agree in at least 82 of the 84 recordings, 13 of them in both languages", () => {
  expect(agreements.size).toBe(84);
  expect(recordings.filter(({ queryLanguage }) => queryLanguage === "mixed")).toHaveLength(13);
  expect(count("result")).toBeGreaterThanOrEqual(82);
});

test("the history's types and order agree in at least 82 recordings", () => {
  expect(count("types")).toBeGreaterThanOrEqual(82);
});

test("ids, predecessors and details of events agree in at least 82 recordings", () => {
  expect(count("ids")).toBeGreaterThanOrEqual(82);
  expect(count("details")).toBeGreaterThanOrEqual(82);
});

test("a recording that was changed in any part does not agree", async () => {
  const recorded = recordings.find(({ id }) =>
    id.endsWith("test_map_state_item_selector[MAP_STATE_ITEM_SELECTOR_JSONATA]"),
  );
  if (!recorded) throw new Error("the recording is missing");
  const { expected } = recorded;
  const first = expected.history[0];
  if (!first) throw new Error("the recording has no history");
  const changed: Partial<Case["expected"]>[] = [
    { status: "FAILED" },
    { output: [] },
    { history: expected.history.slice(1) },
    { history: [{ ...first, prev: 1 }, ...expected.history.slice(1)] },
    { history: [{ ...first, input: { other: true } }, ...expected.history.slice(1)] },
  ];
  for (const change of changed) {
    const agreement = await compare({ ...recorded, expected: { ...expected, ...change } });
    expect(Object.values(agreement)).toContain(false);
  }
});
