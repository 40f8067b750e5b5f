import { expect, test } from "vitest";
import { brief, one, run } from "../engine.fixture.ts";
import type { Json, JsonObject } from "../json.ts";

const byPath = (machine: JsonObject): JsonObject => ({ QueryLanguage: "JSONPath", ...machine });
const outcome = async (state: JsonObject, input: Json, more: JsonObject = {}) =>
  brief((await run(byPath(one({ End: true, ...state }, more)), { input })).end);
const failure = (message: string, error = "States.Runtime") => ({
  status: "FAILED",
  error,
  cause: `An error occurred while executing the state 'A' (entered at the event id #2). ${message}`,
});

test.each<[string, JsonObject, Json, Json]>([
  ["InputPath", { Type: "Pass", InputPath: "$.a" }, { a: 1 }, 1],
  ["InputPath null", { Type: "Pass", InputPath: null }, { a: 1 }, {}],
  ["OutputPath of the context", { Type: "Pass", OutputPath: "$$.State.Name" }, {}, "A"],
  ["OutputPath null", { Type: "Pass", OutputPath: null }, { a: 1 }, {}],
  [
    "ResultPath into nothing",
    { Type: "Pass", Result: 1, ResultPath: "$.x.y" },
    { a: 1 },
    { a: 1, x: { y: 1 } },
  ],
  ["ResultPath into a list", { Type: "Pass", Result: 1, ResultPath: "$.x[1]" }, { x: [0, 0] }, { x: [0, 1] }],
  ["ResultPath null", { Type: "Pass", Result: 1, ResultPath: null }, { a: 1 }, { a: 1 }],
  [
    "ResultPath beside InputPath",
    { Type: "Pass", InputPath: "$.a", ResultPath: "$.b" },
    { a: 1 },
    { a: 1, b: 1 },
  ],
  [
    "Parameters",
    {
      Type: "Pass",
      Parameters: { "a.$": "$.v", b: [{ "c.$": "States.Format('{}', $.v)" }], "d.$": "$.v[5]" },
    },
    { v: [1] },
    { a: [1], b: [{ c: "[1]" }], d: null },
  ],
])("%s", async (_, state, input, output) => {
  expect(await outcome(state, input)).toEqual({ status: "SUCCEEDED", output });
});

test.each<[string, JsonObject, ReturnType<typeof failure>]>([
  [
    "OutputPath",
    { Type: "Pass", OutputPath: "$.a" },
    failure("Invalid path '$.a' : Missing property in path $['a']"),
  ],
  [
    "Parameters",
    { Type: "Pass", Parameters: { "p.$": "$.a" } },
    failure("The JSONPath '$.a' specified for the field 'p.$' could not be found in the input '{\"v\":1.5}'"),
  ],
  [
    "an argument",
    { Type: "Pass", Parameters: { "p.$": "States.Array($.a)" } },
    failure(
      "The function 'States.Array($.a)' had the following error: The JsonPath argument for the field '$.a' could not be found in the input '{\"v\":1.5}'",
    ),
  ],
  [
    "ResultPath",
    { Type: "Pass", ResultPath: "$.v.x" },
    failure("Unable to apply ReferencePath $.v.x to input 1.5", "States.ResultPathMatchFailure"),
  ],
  [
    "SecondsPath",
    { Type: "Wait", SecondsPath: "$.v" },
    failure("The SecondsPath parameter cannot be parsed as a long value: $.v == 1.5"),
  ],
])("%s that does not fit fails with AWS's words", async (_, state, expected) => {
  expect(await outcome(state, { v: 1.5 })).toEqual(expected);
});

test("Assign and Parameters see the variables as they were before the state", async () => {
  const machine = byPath({
    StartAt: "A",
    States: {
      A: { Type: "Pass", Assign: { x: 1, "y.$": "$.v" }, Next: "B" },
      B: {
        Type: "Pass",
        Assign: { x: 2, "y.$": "$x" },
        Parameters: { "x.$": "$x", "y.$": "$y[0]" },
        Next: "C",
      },
      C: {
        Type: "Pass",
        Parameters: { "before.$": "$$.Execution.Input.v", "x.$": "$x", "y.$": "$y" },
        End: true,
      },
    },
  });
  const { end, events } = await run(machine, { input: { v: [7] } });
  expect(end.output?.value).toEqual({ before: [7], x: 2, y: 1 });
  const left = events.filter(({ type }) => type === "PassStateExited");
  expect(left[1]?.stateExitedEventDetails?.output).toBe('{"x":1,"y":7}');
  expect(left[1]?.stateExitedEventDetails?.assignedVariables).toEqual({ x: "2", y: "1" });
});

test("a Map in its former words gives each iteration its item, index and the state's input", async () => {
  const state = {
    Type: "Map",
    InputPath: "$.in",
    ItemsPath: "$.list",
    Parameters: { "item.$": "$$.Map.Item.Value", "index.$": "$$.Map.Item.Index", "k.$": "$.k" },
    Iterator: { StartAt: "I", States: { I: { Type: "Pass", End: true } } },
    ResultPath: "$.out",
  };
  const input = { in: { list: ["a", "b"], k: 1 } };
  const out = [
    { item: "a", index: 0, k: 1 },
    { item: "b", index: 1, k: 1 },
  ];
  expect(await outcome(state, input)).toEqual({ status: "SUCCEEDED", output: { ...input, out } });
  expect(await outcome({ ...state, ItemsPath: "$.k" }, input)).toEqual(
    failure('Reference path "$.k" must point to array.'),
  );
});

const distributed = (flow: JsonObject, more: JsonObject = {}): JsonObject => ({
  Type: "Map",
  ItemProcessor: { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" }, ...flow },
  Label: "each",
  End: true,
  ...more,
});

test("a distributed Map is one run in the history, and its children see no variables from outside", async () => {
  const inner = (state: JsonObject) => ({ StartAt: "I", States: { I: { End: true, ...state } } });
  const good = byPath(one(distributed(inner({ Type: "Pass", Parameters: { "v.$": "$" } }))));
  const { end, events, types } = await run(good, { input: [1, 2] });
  expect(brief(end)).toEqual({ status: "SUCCEEDED", output: [{ v: 1 }, { v: 2 }] });
  expect(types.slice(1)).toEqual([
    "MapStateEntered",
    "MapStateStarted",
    "MapRunStarted",
    "MapRunSucceeded",
    "MapStateSucceeded",
    "MapStateExited",
    "ExecutionSucceeded",
  ]);
  expect(events[3]?.mapRunStartedEventDetails?.mapRunArn).toMatch(/:mapRun:m\/each:[0-9a-f-]{36}$/);
  const bad = byPath(one(distributed(inner({ Type: "Pass", Parameters: { "v.$": "$nothing" } }))));
  const failed = await run(bad, { input: [1, 2] });
  expect(failed.types.slice(-3)).toEqual(["MapRunFailed", "MapStateFailed", "ExecutionFailed"]);
  expect(brief(failed.end)).toEqual({
    status: "FAILED",
    error: "States.ExceedToleratedFailureThreshold",
    cause: "The specified tolerated failure threshold was exceeded",
  });
});

test("a catcher puts the error where its ResultPath says, and its Assign sees the error", async () => {
  const machine = byPath(
    one(
      {
        Type: "Parallel",
        Branches: [
          { StartAt: "F", States: { F: { Type: "Fail", ErrorPath: "$.e", CausePath: "States.UUID()" } } },
        ],
        OutputPath: "$.never",
        Catch: [{ ErrorEquals: ["X"], ResultPath: "$.error", Assign: { "name.$": "$.Error" }, Next: "B" }],
        End: true,
      },
      {
        B: {
          Type: "Pass",
          Parameters: { "name.$": "$name", "error.$": "$.error.Error", "e.$": "$.e" },
          End: true,
        },
      },
    ),
  );
  const { end } = await run(machine, { input: { e: "X" } });
  expect(brief(end)).toEqual({ status: "SUCCEEDED", output: { name: "X", error: "X", e: "X" } });
});

test("States.Runtime is not caught, not even by its name", async () => {
  const catchers = [
    { ErrorEquals: ["States.Runtime"], Next: "B" },
    { ErrorEquals: ["States.ALL"], Next: "B" },
  ];
  const state = {
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke",
    OutputPath: "$.a",
    Catch: catchers,
  };
  expect(await outcome(state, {}, { B: { Type: "Pass", End: true } })).toEqual(
    failure("Invalid path '$.a' : Missing property in path $['a']"),
  );
});

test("a Wait ends 2^31 seconds away at the latest", async () => {
  const until = (days: number) => ({
    Type: "Wait",
    Timestamp: new Date(days * 86_400_000).toISOString(),
  });
  expect(await outcome(until(24_855), {})).toMatchObject({ status: "SUCCEEDED" });
  expect(await outcome(until(24_856), {})).toEqual(failure("Wait state delay is too long."));
});
