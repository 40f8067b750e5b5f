import { expect, test } from "vitest";
import { When } from "./until.ts";

test.each([
  ["90m", { seconds: 5_400 }],
  ["4h", { seconds: 14_400 }],
  ["2d", { seconds: 172_800 }],
  ["2026-12-24T18:00+01:00", "2026-12-24T17:00:00.000Z"],
])("%s is read as %j", (typed, until) => {
  expect(When.parse(typed)).toEqual(until);
});

test.each(["tomorrow", "4", "2026-12-24T18:00", "2026-13-24T18:00Z", "4w"])("%s is no time", (typed) => {
  expect(When.safeParse(typed).success).toBe(false);
});
