import { expect, test } from "vitest";
import { judgeJob, reportIn } from "./job.ts";

test.each([
  ["exit code 0", { lastStatus: "STOPPED", exitCode: 0 }, undefined, true, /passed/],
  ["another exit code", { lastStatus: "STOPPED", exitCode: 3 }, undefined, false, /exit code 3/],
  [
    "a task that could not start",
    { lastStatus: "STOPPED", stopCode: "TaskFailedToStart", stoppedReason: "no such image" },
    undefined,
    false,
    /did not run: TaskFailedToStart: no such image/,
  ],
  ["a task that ECS has forgotten", undefined, undefined, false, /no such task/],
  ["one that was stopped, whatever it said", { lastStatus: "STOPPED", exitCode: 0 }, 60, false, /after 60 s/],
] as const)("tests of %s", (_, task, overdue, passed, sentence) => {
  expect(judgeJob(task, overdue)).toEqual({ passed, sentence: expect.stringMatching(sentence) });
});

test("the last report that was printed counts, and whatever else is printed is none", () => {
  const lines = [
    "starting",
    '{"signalbox":"report","format":"json","report":{"passed":1}}',
    '{"signalbox":"report","format":"junit","report":"<testsuites/>"}',
    '{"signalbox":"report","format":"pdf"}',
    '{"signalbox" is no JSON',
  ];
  expect(reportIn(lines)).toEqual({ format: "junit", report: "<testsuites/>" });
  expect(reportIn(["starting"])).toBeUndefined();
});
