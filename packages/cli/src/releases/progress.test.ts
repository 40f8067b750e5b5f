import type { HistoryEvent } from "@aws-sdk/client-sfn";
import { expect, test } from "vitest";
import { renderHistory } from "../render/history.ts";
import { progressReader } from "./progress.ts";
import { startedBy } from "./started.ts";

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const entered = (id: number, name: string): HistoryEvent => ({
  id,
  timestamp: at(id),
  type: "TaskStateEntered",
  stateEnteredEventDetails: { name },
});
const exited = (id: number, name: string, output: object): HistoryEvent => ({
  id,
  timestamp: at(id),
  type: "TaskStateExited",
  stateExitedEventDetails: { name, output: JSON.stringify(output) },
});
const start: HistoryEvent = { id: 1, timestamp: at(1), type: "ExecutionStarted" };
const failed: HistoryEvent = {
  id: 5,
  timestamp: at(5),
  type: "TaskFailed",
  taskFailedEventDetails: {
    resourceType: "lambda",
    resource: "invoke",
    error: "Release.ShareNotServed",
    cause: JSON.stringify({ errorType: "Release.ShareNotServed", errorMessage: "1 % instead of 10 %" }),
  },
};

test("progress tells what each task answered, with plain values alone", () => {
  const read = progressReader();
  expect(
    read([
      start,
      entered(2, "ShiftTraffic"),
      exited(3, "ShiftTraffic", { weight: 10, changed: true, sides: {}, at: 1795267825675.9 }),
    ]),
  ).toEqual([{ at: 2, state: "ShiftTraffic", failed: false, summary: "changed true", weight: 10 }]);
});

test("a poll loop that answers the same again is told once, over several reads", () => {
  const read = progressReader();
  read([start, entered(2, "Await"), exited(3, "Await", { healthy: 0 })]);
  expect(read([entered(4, "Await"), exited(5, "Await", { healthy: 0 })])).toEqual([]);
  expect(
    read([entered(6, "Await"), exited(7, "Await", { healthy: 2 }), exited(8, "Other", {})]),
  ).toMatchObject([{ summary: "healthy 2" }, { state: "Other" }]);
  expect(read([exited(9, "Await", { healthy: 2 })])).toMatchObject([{ summary: "healthy 2" }]);
});

test("a failure is told by its error and the Lambda's own sentence, at the state it happened in", () => {
  const read = progressReader();
  expect(read([start, entered(2, "Observe"), failed])).toMatchObject([
    { state: "Observe", failed: true, summary: "Release.ShareNotServed: 1 % instead of 10 %" },
  ]);
});

test("a wait that ends by its time is no failure, and a caught error is told once", () => {
  const timedOut: HistoryEvent = { id: 3, timestamp: at(3), type: "TaskTimedOut" };
  expect(
    progressReader()([
      start,
      entered(2, "Bake"),
      timedOut,
      exited(4, "Bake", { Error: "States.Timeout" }),
      entered(5, "Observe"),
      { ...failed, id: 6 },
      exited(7, "Observe", { Error: "Release.ShareNotServed", Cause: "" }),
    ]),
  ).toMatchObject([
    { state: "Bake", failed: false, summary: "its time is over" },
    { state: "Observe", failed: true },
  ]);
});

test("the history lists every event with its time since the start", () => {
  expect(renderHistory([start, entered(2, "Observe"), failed])).toBe(
    [
      "ID  TIME   EVENT             WHAT",
      "1   00:00  ExecutionStarted",
      "2   00:01  TaskStateEntered  Observe",
      "5   00:04  TaskFailed        Release.ShareNotServed: 1 % instead of 10 %",
    ].join("\n"),
  );
});

test("an execution that the release started is told in the release's time, and its failure once, by itself", () => {
  expect(progressReader(at(0).getTime())([entered(2, "Observe"), exited(3, "Observe", {})])).toMatchObject([
    { at: 3, state: "Observe" },
  ]);
  const run: HistoryEvent = {
    id: 4,
    timestamp: at(4),
    type: "TaskFailed",
    taskFailedEventDetails: {
      resourceType: "states",
      resource: "startExecution.sync:2",
      error: "States.TaskFailed",
    },
  };
  expect(progressReader()([start, entered(2, "RunCanary"), run])).toEqual([]);
});

test("a start whose end is waited for names the execution", () => {
  const output = JSON.stringify({ ExecutionArn: "arn:child" });
  const taskSubmittedEventDetails = { resourceType: "states", resource: "startExecution.sync:2", output };
  expect(startedBy({ id: 3, timestamp: at(3), type: "TaskSubmitted", taskSubmittedEventDetails })).toBe(
    "arn:child",
  );
  expect(startedBy(failed)).toBeUndefined();
});
