import type { HistoryRecord } from "@signalbox/core/console/documents";
import { expect, test } from "vitest";
import { visitsOf } from "./visits.ts";

let id = 0;
const event = (type: string, details: object = {}, previousEventId = id): HistoryRecord => {
  id++;
  const timestamp = new Date(id * 1000).toISOString();
  return { id, previousEventId, type, timestamp, someEventDetails: { ...details } };
};
const begin = () => {
  id = 0;
};

test("a task that is retried once has two attempts, one tick and no error left", () => {
  begin();
  const [visit] = visitsOf([
    event("ExecutionStarted"),
    event("TaskStateEntered", { name: "Shift", input: "{}" }),
    event("TaskScheduled"),
    event("TaskFailed", { error: "Boom", cause: "once" }),
    event("TaskScheduled"),
    event("TaskSucceeded"),
    event("TaskStateExited", { name: "Shift", output: '{"weight":10}' }),
  ]);
  expect(visit).toEqual({
    id: 2,
    state: "Shift",
    type: "Task",
    entered: 2000,
    exited: 7000,
    status: "succeeded",
    input: "{}",
    output: '{"weight":10}',
    attempts: 2,
    retries: [4000],
  });
});

test("an error that a Catch takes leaves the state caught, with error and cause", () => {
  begin();
  const [visit] = visitsOf([
    event("TaskStateEntered", { name: "Bake" }),
    event("TaskScheduled"),
    event("TaskTimedOut", { error: "States.Timeout" }),
    event("TaskStateExited", { name: "Bake", output: "{}" }),
  ]);
  expect(visit).toMatchObject({ status: "caught", error: "States.Timeout", attempts: 1, retries: [] });
});

test("what is open when the execution fails has failed with it", () => {
  begin();
  const visits = visitsOf([
    event("PassStateEntered", { name: "A" }),
    event("PassStateExited", { name: "A" }),
    event("FailStateEntered", { name: "Refused" }),
    event("ExecutionFailed", { error: "Release.Locked", cause: "taken" }),
  ]);
  expect(visits.map(({ state, status, error }) => [state, status, error])).toEqual([
    ["A", "succeeded", undefined],
    ["Refused", "failed", "Release.Locked"],
  ]);
});

test("events of parallel branches go to their own visits", () => {
  begin();
  const left = event("TaskStateEntered", { name: "Left" });
  const right = event("TaskStateEntered", { name: "Right" }, 0);
  const visits = visitsOf([
    left,
    right,
    event("TaskScheduled", {}, left.id),
    event("TaskFailed", { error: "E" }, 3),
    event("TaskStateExited", { name: "Right" }, right.id),
  ]);
  expect(visits.map(({ state, status, attempts }) => [state, status, attempts])).toEqual([
    ["Left", "running", 1],
    ["Right", "succeeded", 0],
  ]);
});

test("a redrive goes on in the visit that failed, which then has one more attempt", () => {
  begin();
  const visits = visitsOf([
    event("TaskStateEntered", { name: "Read" }),
    event("TaskScheduled"),
    event("TaskFailed", { error: "E" }),
    event("ExecutionFailed", { error: "E" }),
    event("ExecutionRedriven"),
    event("TaskScheduled"),
    event("TaskSucceeded"),
    event("TaskStateExited", { name: "Read", output: "{}" }),
  ]);
  expect(visits).toHaveLength(1);
  expect(visits[0]).toMatchObject({ status: "succeeded", attempts: 2, retries: [3000], exited: 8000 });
  expect(visits[0]?.error).toBeUndefined();
});

test("a Fail state that a redrive enters again is two visits, both failed", () => {
  begin();
  const visits = visitsOf([
    event("FailStateEntered", { name: "No" }),
    event("ExecutionFailed", { error: "E" }),
    event("ExecutionRedriven"),
    event("FailStateEntered", { name: "No" }),
    event("ExecutionFailed", { error: "E" }),
  ]);
  expect(visits.map(({ status, exited }) => [status, exited])).toEqual([
    ["failed", 2000],
    ["failed", 5000],
  ]);
});

test("a task that waits for an execution knows which it started", () => {
  begin();
  const [visit] = visitsOf([
    event("ExecutionStarted"),
    event("TaskStateEntered", { name: "RunCanary" }),
    event("TaskScheduled"),
    event("TaskStarted"),
    event("TaskSubmitted", { resourceType: "states", output: '{"ExecutionArn":"arn:child"}' }),
  ]);
  expect(visit).toMatchObject({ state: "RunCanary", status: "running", started: "arn:child" });
});
