import { expect, test } from "vitest";
import { brief, one, run, start, typesOf } from "./engine.fixture.ts";
import type { JsonObject } from "./json.ts";

const wait = (Seconds: number, more: JsonObject = { End: true }): JsonObject => ({
  Type: "Wait",
  Seconds,
  ...more,
});
const branch = (state: JsonObject, name: string): JsonObject => ({
  StartAt: name,
  States: { [name]: state },
});

test("a machine that outlasts its own TimeoutSeconds is TIMED_OUT", async () => {
  const { end, seconds, types } = await run({ ...one(wait(100)), TimeoutSeconds: 60 });
  expect(brief(end)).toEqual({ status: "TIMED_OUT", error: "States.Timeout" });
  expect(seconds).toBe(60);
  expect(types).toEqual(["ExecutionStarted", "WaitStateEntered", "ExecutionTimedOut"]);
});

test("stopping ends an execution at once, and only once", async () => {
  const { clock, execution } = start(one(wait(100)));
  await clock.run(clock.sleep(1000));
  execution.stop("Enough", "by hand");
  execution.stop("Again");
  expect(brief(await execution.ended)).toEqual({ status: "ABORTED", error: "Enough", cause: "by hand" });
  expect(typesOf(execution)).toEqual(["ExecutionStarted", "WaitStateEntered", "ExecutionAborted"]);
  await expect(clock.run(new Promise(() => undefined))).rejects.toThrow("nobody sleeps");
});

test("an endless loop fails with event 25,000, which tells why", async () => {
  const loop = { Type: "Choice", Choices: [{ Condition: "{% false %}", Next: "B" }], Default: "A" };
  const { end, events } = await run(one(loop, { B: { Type: "Succeed" } }));
  expect(brief(end)).toEqual({
    status: "FAILED",
    error: "States.Runtime",
    cause: "The execution reached the maximum number of history events (25000).",
  });
  expect(events).toHaveLength(25_000);
  expect(events.at(-1)?.type).toBe("ExecutionFailed");
});

test("a failing branch gives up its siblings, which are recorded after the failure and run no further", async () => {
  const parallel = {
    Type: "Parallel",
    Branches: [
      branch({ Type: "Parallel", Branches: [branch(wait(50, { End: true }), "Inner")], End: true }, "Outer"),
      { StartAt: "Soon", States: { Soon: wait(1, { Next: "Bad" }), Bad: { Type: "Fail", Error: "X" } } },
    ],
    End: true,
  };
  const { end, events, seconds } = await run(one(parallel));
  expect(brief(end)).toEqual({ status: "FAILED", error: "X" });
  expect(seconds).toBe(1);
  const failure = events.findIndex(({ type }) => type === "FailStateEntered");
  expect(events.slice(failure + 1).map(({ type, previousEventId }) => [type, previousEventId])).toEqual([
    ["WaitStateAborted", failure + 1],
    ["ParallelStateAborted", failure + 1],
    ["ParallelStateFailed", failure + 1],
    ["ExecutionFailed", events.length - 1],
  ]);
});

test("a Map runs as many iterations at a time as MaxConcurrency says, and keeps the order of items", async () => {
  const machine = one({
    Type: "Map",
    Items: [3, 1, 2, 5],
    MaxConcurrency: 2,
    ItemProcessor: branch(wait(0, { Seconds: "{% $states.input %}", End: true }), "W"),
    End: true,
  });
  const { end, seconds, types } = await run(machine);
  expect(end.output?.value).toEqual([3, 1, 2, 5]);
  // 3 and 1 begin; 2 follows 1 and ends with 3; 5 follows.
  expect(seconds).toBe(8);
  expect(types.slice(2, 5)).toEqual(["MapStateStarted", "MapIterationStarted", "MapIterationStarted"]);
});

test("a failing iteration of a Map fails the iteration, then its siblings, then the Map", async () => {
  const processor = {
    StartAt: "Is",
    States: {
      Is: {
        Type: "Choice",
        Choices: [{ Condition: "{% $states.input = 2 %}", Next: "Bad" }],
        Default: "Wait",
      },
      Wait: wait(9),
      Bad: { Type: "Fail", Error: "Two" },
    },
  };
  const { types } = await run(one({ Type: "Map", Items: [1, 2], ItemProcessor: processor, End: true }));
  expect(types.slice(types.indexOf("FailStateEntered"))).toEqual([
    "FailStateEntered",
    "MapIterationFailed",
    "WaitStateAborted",
    "MapIterationAborted",
    "MapStateFailed",
    "ExecutionFailed",
  ]);
});

test("an item that ItemSelector cannot make gives up the iterations that run, and fails the Map", async () => {
  const machine = one({
    Type: "Map",
    Items: [{ n: 1 }, { n: 2 }, {}],
    MaxConcurrency: 2,
    ItemSelector: "{% $states.context.Map.Item.Value.n %}",
    ItemProcessor: branch(wait(0, { Seconds: "{% $states.input %}", End: true }), "W"),
    End: true,
  });
  const { end, types, seconds } = await run(machine);
  expect(end.cause).toContain("specified for the field 'ItemSelector' returned nothing (undefined).");
  expect(seconds).toBe(1);
  expect(types.slice(-6)).toEqual([
    "MapIterationSucceeded",
    "WaitStateAborted",
    "MapIterationAborted",
    "EvaluationFailed",
    "MapStateFailed",
    "ExecutionFailed",
  ]);
});

test("no choice that matches, and no Default, is States.NoChoiceMatched", async () => {
  const choice = { Type: "Choice", Choices: [{ Condition: "{% $states.input.go = 1 %}", Next: "B" }] };
  const { end } = await run(one(choice, { B: { Type: "Succeed" } }));
  expect(end.error).toBe("States.NoChoiceMatched");
});

test("the text of an input stays as it was given while it passes through; what is computed is compact", async () => {
  const kept = await run(one({ Type: "Pass", End: true }), { text: '{"a": [1, 0.0]}' });
  expect(kept.end.output?.text).toBe('{"a": [1, 0.0]}');
  const computed = await run(one({ Type: "Pass", Output: "{% $states.input.a %}", End: true }), {
    text: '{"a": [1, 0.0]}',
  });
  expect(computed.end.output?.text).toBe("[1,0]");
});
