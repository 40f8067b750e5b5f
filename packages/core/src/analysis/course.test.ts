import fc from "fast-check";
import { expect, test } from "vitest";
import { courseOf } from "./course.ts";

const look = fc.record({
  verdict: fc.constantFrom("pass", "fail", "inconclusive", "no-data"),
  over: fc.boolean(),
  extension: fc.integer({ min: 0, max: 5 }),
  extensions: fc.integer({ min: 0, max: 5 }),
} as const);

test("nothing but a pass goes on by itself, and every failure turns back", () => {
  fc.assert(
    fc.property(look, (seen) => {
      const course = courseOf(seen);
      expect(course === "go-on").toBe(seen.verdict === "pass");
      expect(course === "turn-back").toBe(seen.verdict === "fail");
    }),
  );
});

test("of a test of fixed size a pass counts at the end of the bake, and a failure at once", () => {
  const kayenta = { extension: 0, extensions: 1, fixedSize: true } as const;
  expect(courseOf({ ...kayenta, verdict: "pass", over: false })).toBe("look-again");
  expect(courseOf({ ...kayenta, verdict: "pass", over: true })).toBe("go-on");
  expect(courseOf({ ...kayenta, verdict: "fail", over: false })).toBe("turn-back");
  expect(courseOf({ ...kayenta, verdict: "inconclusive", over: true })).toBe("extend");
});

test("a bake without a verdict is extended as often as allowed, and then a person is asked", () => {
  const without = { verdict: "inconclusive", extensions: 1 } as const;
  expect(courseOf({ ...without, over: false, extension: 0 })).toBe("look-again");
  expect(courseOf({ ...without, over: true, extension: 0 })).toBe("extend");
  expect(courseOf({ ...without, over: true, extension: 1 })).toBe("ask");
  expect(courseOf({ ...without, verdict: "no-data", over: true, extension: 1 })).toBe("ask");
});
