import fc from "fast-check";
import { expect, test } from "vitest";
import { virtualClock } from "../../../world/clock.ts";
import { random } from "../../../world/random.ts";
import type { Json, JsonObject } from "../../json.ts";
import { operators } from "./operators.ts";
import { compileRule } from "./rule.ts";

const matches = (rule: JsonObject, input: Json): boolean =>
  compileRule(rule)({
    input,
    context: () => ({}),
    variables: {},
    chance: { clock: virtualClock(0), random: random(1) },
  });
const isTrue = (operator: string, value: Json, expected: Json): boolean =>
  operator.endsWith("Path")
    ? matches({ Variable: "$.v", [operator]: "$.e" }, { v: value, e: expected })
    : matches({ Variable: "$.v", [operator]: expected }, { v: value });

/** One value of each type that JSON has, and a timestamp. */
const values = [null, true, 1, "a", "2016-03-14T01:59:00Z", [1], { a: 1 }] as const;
const ofFamily: Readonly<Record<string, (value: Json) => boolean>> = {
  String: (value) => typeof value === "string",
  Numeric: (value) => typeof value === "number",
  Boolean: (value) => typeof value === "boolean",
  Timestamp: (value) => value === values[4],
};

test.each([...operators.keys()].filter((name) => /^(String|Numeric|Boolean|Timestamp)/.test(name)))(
  "%s is false, and no error, for every value of another type",
  (operator) => {
    const family = /^(String|Numeric|Boolean|Timestamp)/.exec(operator)?.[0] ?? "";
    const fits = ofFamily[family];
    if (!fits) throw new Error("no such family");
    for (const value of values)
      for (const expected of values)
        if (!fits(value) || !fits(expected)) expect(isTrue(operator, value, expected)).toBe(false);
        else if (operator.includes("Equals")) expect(isTrue(operator, value, value)).toBe(true);
  },
);

test("every comparison operator of the specification is there", () => {
  expect(operators.size).toBe(39);
});

test.each<[string, Json, Json, boolean]>([
  ["NumericEquals", 0, 0.0, true],
  ["NumericLessThan", 1, 2, true],
  ["NumericGreaterThanEquals", 2, 2, true],
  ["StringLessThan", "B", "a", true],
  ["StringGreaterThan", "b", "a", true],
  ["StringEqualsPath", "a", "a", true],
  ["BooleanEquals", false, false, true],
  ["BooleanEqualsPath", true, false, false],
  ["TimestampEquals", "2016-03-14T01:59:00Z", "2016-03-14T02:59:00+01:00", true],
  ["TimestampLessThanPath", "2016-03-14T01:59:00Z", "2016-03-14T01:59:01Z", true],
  ["TimestampEquals", "2016-03-14", "2016-03-14", false],
  ["IsNumeric", null, false, true],
  ["IsNumeric", 1.5, true, true],
  ["IsString", "", true, true],
  ["IsNull", null, true, true],
  ["IsBoolean", "true", true, false],
  ["IsTimestamp", "2016-03-14T01:59:00.123456789Z", true, true],
  ["IsTimestamp", "2016-03-14 01:59:00Z", true, false],
  ["IsPresent", null, true, true],
  ["StringMatches", "log-2026.txt", "log-*.txt", true],
  ["StringMatches", "log-2026.txt.old", "log-*.txt", false],
  ["StringMatches", "a*c", "a\\*c", true],
  ["StringMatches", "abc", "a\\*c", false],
  ["StringMatches", "aba", "ab*ba", false],
  ["StringMatches", "", "*", true],
])("%s of %j and %j is %s", (operator, value, expected, result) => {
  expect(isTrue(operator, value, expected)).toBe(result);
});

test("only IsPresent may ask for what is missing", () => {
  expect(matches({ Variable: "$.x", IsPresent: false }, {})).toBe(true);
  expect(() => matches({ Variable: "$.x", IsNull: true }, {})).toThrow(
    "Invalid path '$.x': The choice state's condition path references an invalid value.",
  );
  expect(() => matches({ Variable: "$.v", StringEqualsPath: "$.x" }, { v: "a" })).toThrow(
    "Invalid path '$.x'",
  );
});

test("And stops at the first rule that does not match, Or at the first that does", () => {
  const present = { Variable: "$.x", IsPresent: true };
  const positive = { Variable: "$.x", NumericGreaterThan: 0 };
  expect(matches({ And: [present, positive] }, {})).toBe(false);
  expect(matches({ Or: [{ Not: present }, positive] }, {})).toBe(true);
  expect(matches({ And: [present, positive] }, { x: 1 })).toBe(true);
});

test("StringMatches agrees with a regular expression of the same pattern", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "."), maxLength: 8 });
  const pattern = fc.string({ unit: fc.constantFrom("a", "b", ".", "*"), maxLength: 6 });
  fc.assert(
    fc.property(text, pattern, (value, like) => {
      const regex = new RegExp(`^${like.replaceAll(".", "\\.").replaceAll("*", ".*")}$`);
      expect(isTrue("StringMatches", value, like)).toBe(regex.test(value));
    }),
    { numRuns: 1000 },
  );
});
