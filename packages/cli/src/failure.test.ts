import { expect, test } from "vitest";
import { remedyFor, sentenceOf } from "./failure.ts";

test("a cause that holds a Lambda's error is told by its message alone", () => {
  const cause = JSON.stringify({
    errorType: "Release.Locked",
    errorMessage: "run-1 holds it",
    trace: ["at x"],
  });
  expect(sentenceOf(cause)).toBe("run-1 holds it");
  expect(sentenceOf("the alarm went to ALARM")).toBe("the alarm went to ALARM");
  expect(sentenceOf("42")).toBe("42");
});

test("the remedy of a release error comes from the domain's table", () => {
  expect(remedyFor("Release.Locked")).toMatch(/abort it with a reason/);
  expect(remedyFor("States.Timeout")).toBeUndefined();
});
