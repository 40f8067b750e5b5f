import { expect, test } from "vitest";
import { clockTime, duration, percent, sentenceOf, shorten } from "./format.ts";

test.each([
  [-5, "0 s"],
  [45_000, "45 s"],
  [125_000, "2:05"],
  [3_725_000, "1:02:05"],
  [273_600_000, "3 d 04:00"],
])("%d milliseconds read %s", (ms, text) => {
  expect(duration(ms)).toBe(text);
});

test("shares have at most one digit after the point, and unknown ones none at all", () => {
  expect([percent(25), percent(9.876), percent(undefined), percent(null)]).toEqual([
    "25 %",
    "9.9 %",
    "–",
    "–",
  ]);
});

test("times are UTC", () => {
  expect(clockTime(Date.UTC(2026, 0, 1, 13, 5, 9))).toBe("13:05:09");
});

test("of a Lambda's cause only the sentence is for people", () => {
  expect(sentenceOf('{"errorMessage":"no such image","errorType":"E"}')).toBe("no such image");
  expect(sentenceOf("ann aborted: too slow")).toBe("ann aborted: too slow");
  expect(sentenceOf('{"else":1}')).toBe('{"else":1}');
});

test("long names are cut to what tells them apart", () => {
  const digest = `sha256:${"0123456789ab".padEnd(64, "c")}`;
  expect(
    shorten(
      `arn:aws:ecs:us-east-1:123456789012:task-definition/open-webui:2 runs 123456789012.dkr.ecr.us-east-1.amazonaws.com/open-webui@${digest}`,
    ),
  ).toBe("open-webui:2 runs open-webui@sha256:0123456789ab");
});
