import type { Json } from "@signalbox/local/engine/json";
import { isObject } from "@signalbox/local/engine/json";
import { expect, test } from "vitest";
import type { Answer, Script } from "./step-functions-api-scripts.ts";
import { playScript } from "./step-functions-api-scripts.ts";
import { readCases } from "./step-functions-cases.ts";
import { agrees } from "./step-functions-match.ts";

/** Scripts that differ, by the end of their id. */
const differences: readonly [end: string, why: string][] = [
  [
    "TestExpressSync::test_retry",
    "its function took 600 ms and was written in Python, whose stack trace is the cause",
  ],
  ["test_list_map_runs_and_describe_map_run", "there are no distributed Maps, nor S3"],
  ["[MAP_STATE_REFERENCE_IN_MAX_ITEMS_PATH]", "there are no distributed Maps"],
  ["[MAP_STATE_REFERENCE_IN_TOLERATED_FAILURE_PATH]", "there are no distributed Maps"],
];

const scripts = readCases<Script>("sfn-api.jsonl");

/** Answers of before June 2024 do not speak of encryption yet. */
function asOld(actual: Json, expected: Json): Json {
  if (!isObject(actual) || !isObject(expected) || "encryptionConfiguration" in expected) return actual;
  const { encryptionConfiguration: _, ...rest } = actual;
  return rest;
}

function sameAnswer(actual: Json, expected: Json): boolean {
  const error = isObject(actual) && isObject(actual.error) ? actual.error : undefined;
  if (typeof expected === "string") {
    const [, code = "", message = ""] =
      /^An error occurred \((\w+)\) when calling the \w+ operation: (.*)$/s.exec(expected) ?? [];
    return error?.code === code && agrees(error.message, message);
  }
  if (isObject(expected) && isObject(expected.error)) {
    const { code = "", message = "" } = expected.error;
    return error?.code === code && agrees(error.message, message);
  }
  return agrees(asOld(actual, expected), expected);
}

const differing = ({ actual, expected }: Answer): boolean =>
  !expected.every((value) => sameAnswer(actual, value));

const played = await Promise.all(
  scripts.map(async (script) => ({ id: script.id, wrong: (await playScript(script)).filter(differing) })),
);
const known = (id: string): boolean => differences.some(([end]) => id.endsWith(end));

test("at least 80 % of the recorded scripts of the API agree", () => {
  const agreeing = played.filter(({ wrong }) => wrong.length === 0).length;
  console.log(`sfn-api: ${agreeing} of ${scripts.length} scripts agree`);
  expect(agreeing / scripts.length).toBeGreaterThanOrEqual(0.8);
});

test("what differs is listed with its reason, and what is listed differs", () => {
  const unlisted = played.filter(({ id, wrong }) => wrong.length > 0 && !known(id));
  expect(unlisted).toEqual([]);
  const stale = differences.filter(([end]) =>
    played.some(({ id, wrong }) => id.endsWith(end) && wrong.length === 0),
  );
  expect(stale).toEqual([]);
});
