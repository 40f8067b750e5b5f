import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeItem } from "../wire-value.ts";
import { meets } from "./evaluate.ts";
import { parseExpressions } from "./expressions.ts";

/** A condition as text, and what it means, said by a model that knows plain numbers and text only. */
interface Case {
  readonly text: string;
  readonly holds: (item: Plain) => boolean;
}
type Plain = Readonly<Partial<Record<string, number | string>>>;

const attribute = fc.constantFrom("a", "b", "c");
const scalar = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom("", "x", "xy", "y"));
const values: readonly (number | string)[] = [-3, -2, -1, 0, 1, 2, 3, "", "x", "xy", "y"];
const placeholder = (value: number | string): string => `:v${values.indexOf(value)}`;
const wire = (value: number | string) => (typeof value === "number" ? { N: String(value) } : { S: value });

const same = (a: unknown, b: unknown): boolean => typeof a === typeof b;
const comparators: Record<string, (a: number | string, b: number | string) => boolean> = {
  "=": (a, b) => a === b,
  "<": (a, b) => same(a, b) && a < b,
  "<=": (a, b) => same(a, b) && a <= b,
  ">": (a, b) => same(a, b) && a > b,
  ">=": (a, b) => same(a, b) && a >= b,
};

const simple: fc.Arbitrary<Case> = fc.oneof(
  fc.tuple(attribute, fc.constantFrom(...Object.keys(comparators)), scalar).map(([name, sign, value]) => ({
    text: `${name} ${sign} ${placeholder(value)}`,
    holds: (item: Plain) => item[name] !== undefined && comparators[sign]!(item[name], value),
  })),
  fc.tuple(attribute, scalar).map(([name, value]) => ({
    text: `#${name} <> ${placeholder(value)}`,
    holds: (item: Plain) => item[name] !== value,
  })),
  fc.tuple(attribute, fc.integer({ min: -3, max: 3 }), fc.nat({ max: 3 })).map(([name, low, more]) => ({
    text: `${name} between ${placeholder(low)} AND ${placeholder(Math.min(3, low + more))}`,
    holds: (item: Plain) => {
      const value = item[name];
      return typeof value === "number" && value >= low && value <= Math.min(3, low + more);
    },
  })),
  fc.tuple(attribute, scalar, scalar).map(([name, one, two]) => ({
    text: `${name} IN (${placeholder(one)},${placeholder(two)})`,
    holds: (item: Plain) => item[name] === one || item[name] === two,
  })),
  attribute.map((name) => ({
    text: `attribute_exists(${name})`,
    holds: (item: Plain) => item[name] !== undefined,
  })),
  attribute.map((name) => ({
    text: `attribute_not_exists(#${name})`,
    holds: (item: Plain) => item[name] === undefined,
  })),
  fc.tuple(attribute, fc.constantFrom("x", "y", "")).map(([name, part]) => ({
    text: `begins_with(${name}, ${placeholder(part)})`,
    holds: (item: Plain) => typeof item[name] === "string" && item[name].startsWith(part),
  })),
  fc.tuple(attribute, fc.constantFrom("x", "y")).map(([name, part]) => ({
    text: `contains(${name}, ${placeholder(part)})`,
    holds: (item: Plain) => typeof item[name] === "string" && item[name].includes(part),
  })),
  fc.tuple(attribute, fc.nat({ max: 2 })).map(([name, length]) => ({
    text: `size(${name}) >= ${placeholder(length)}`,
    holds: (item: Plain) => typeof item[name] === "string" && item[name].length >= length,
  })),
);

const whole = fc.letrec<{ or: Case; and: Case; not: Case }>((tie) => ({
  or: fc.oneof(
    { depthSize: "small" },
    tie("and"),
    fc.tuple(tie("and"), tie("or")).map(([left, right]) => ({
      text: `${left.text} or ${right.text}`,
      holds: (item: Plain) => left.holds(item) || right.holds(item),
    })),
  ),
  and: fc.oneof(
    { depthSize: "small" },
    tie("not"),
    fc.tuple(tie("not"), tie("and")).map(([left, right]) => ({
      text: `${left.text} AND ${right.text}`,
      holds: (item: Plain) => left.holds(item) && right.holds(item),
    })),
  ),
  not: fc.oneof(
    { depthSize: "small" },
    simple,
    tie("or").map((inner) => ({ text: `NOT (${inner.text})`, holds: (item: Plain) => !inner.holds(item) })),
  ),
})).or;

const item: fc.Arbitrary<Plain> = fc
  .record({ a: scalar, b: scalar, c: scalar }, { requiredKeys: [] })
  .map((given) => ({ ...given }));

test("conditions mean what a naive model says", () => {
  fc.assert(
    fc.property(whole, item, (condition, plain) => {
      fc.pre(!condition.text.includes("(("));
      const used = (key: string) => condition.text.match(new RegExp(`${key}\\b`)) !== null;
      const names = ["a", "b", "c"].filter((name) => used(`#${name}`));
      const given = values.filter((value) => used(placeholder(value)));
      const { condition: parsed } = parseExpressions({
        ConditionExpression: condition.text,
        ...(names.length > 0 && {
          ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        }),
        ...(given.length > 0 && {
          ExpressionAttributeValues: Object.fromEntries(
            given.map((value) => [placeholder(value), wire(value)]),
          ),
        }),
      });
      const wired = Object.entries(plain).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, wire(value)] as const],
      );
      expect(meets(decodeItem(Object.fromEntries(wired)), parsed!)).toBe(condition.holds(plain));
    }),
    { numRuns: 1_000 },
  );
});

const nested = decodeItem({
  list: { L: [{ N: "1" }, { M: { deep: { S: "yes" } } }] },
  tags: { SS: ["x", "y"] },
  flag: { BOOL: false },
});

test.each<[string, AttributeValue, boolean]>([
  ["list[1].deep = :v", { S: "yes" }, true],
  ["list[2].deep = :v", { S: "yes" }, false],
  ["contains(tags, :v)", { S: "y" }, true],
  ["contains(list, :v)", { N: "1.0" }, true],
  ["tags = :v", { SS: ["y", "x"] }, true],
  ["list[1] = :v", { M: { deep: { S: "yes" } } }, true],
  ["size(list) = :v", { N: "2" }, true],
  ["size(flag) >= :v", { N: "0" }, false],
  ["attribute_type(flag, :v)", { S: "BOOL" }, true],
  ["flag = :v", { BOOL: false }, true],
])("%s with %j is %s on nested data", (ConditionExpression, value, expected) => {
  const { condition } = parseExpressions({
    ConditionExpression,
    ExpressionAttributeValues: { ":v": value },
  });
  expect(meets(nested, condition!)).toBe(expected);
});
