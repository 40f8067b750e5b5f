import { expect, test } from "vitest";
import type { Case } from "./step-functions-cases.ts";
import { readCases } from "./step-functions-cases.ts";
import { agrees, sameDetails, sameIds, sameTypes } from "./step-functions-match.ts";
import { replay } from "./step-functions-replay.ts";

/** Recordings that the engine does not reproduce, each with its reason. */
const exceptions: Readonly<Record<string, string>> = {
  "scenarios/test_base_scenarios::TestBaseScenarios::test_map_item_batching_base_json_max_per_batch_jsonata":
    "a distributed Map with ItemReader and ItemBatcher, which is refused when the machine is created",
};

const recordings = readCases<Case>("sfn-exec-jsonata.jsonl").filter(
  ({ queryLanguage }) => queryLanguage === "JSONata",
);

interface Agreement {
  readonly result: boolean;
  readonly types: boolean;
  readonly ids: boolean;
  readonly details: boolean;
}

const nothing: Agreement = { result: false, types: false, ids: false, details: false };

async function compare(recorded: Case): Promise<Agreement> {
  const { expected, historyOrder } = recorded;
  const { end, history } = await replay(recorded);
  const same = (actual: string | undefined, wanted: Case["expected"]["cause"]): boolean =>
    wanted === undefined ? actual === undefined : agrees(actual, wanted);
  return {
    result:
      end.status === expected.status &&
      (expected.output === undefined
        ? end.output === undefined
        : agrees(end.output?.value, expected.output)) &&
      same(end.error, expected.error) &&
      same(end.cause, expected.cause),
    types: sameTypes(history, expected.history, historyOrder !== undefined),
    ids: sameIds(history, expected.history),
    details: sameDetails(history, expected.history),
  };
}

const agreements = new Map<string, Agreement>();
for (const recorded of recordings) agreements.set(recorded.id, await compare(recorded).catch(() => nothing));

const count = (part: keyof Agreement): number =>
  [...agreements.values()].filter((agreement) => agreement[part]).length;

test("every recording agrees with AWS in everything, but for the listed exceptions", () => {
  const differing = [...agreements].filter(([, agreement]) => Object.values(agreement).includes(false));
  expect(differing.map(([id]) => id)).toEqual(Object.keys(exceptions));
});

test("status, error and output agree in at least 69 of the 71 recordings in JSONata", () => {
  expect(agreements.size).toBe(71);
  expect(count("result")).toBeGreaterThanOrEqual(69);
});

test("the history's types and order agree in at least 64 recordings", () => {
  expect(count("types")).toBeGreaterThanOrEqual(64);
});

test("ids, predecessors and details of events agree in at least 64 recordings", () => {
  expect(count("ids")).toBeGreaterThanOrEqual(64);
  expect(count("details")).toBeGreaterThanOrEqual(64);
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
