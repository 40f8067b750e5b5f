import { expect, test } from "vitest";
import { untilOf, When } from "./until.ts";

test.each([
  ["90m", "2026-11-21T13:30:00.000Z"],
  ["4h", "2026-11-21T16:00:00.000Z"],
  ["2d", "2026-11-23T12:00:00.000Z"],
  ["2026-12-24T18:00+01:00", "2026-12-24T17:00:00.000Z"],
])("%s from noon on is %s", (typed, until) => {
  expect(untilOf(When.parse(typed), Date.parse("2026-11-21T12:00:00Z"))).toBe(until);
});

test.each(["tomorrow", "4", "2026-12-24T18:00", "4w"])("%s is no time", (typed) => {
  expect(When.safeParse(typed).success).toBe(false);
});
