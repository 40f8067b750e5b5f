import type { Json } from "../../json.ts";
import { timeOf } from "../../timestamp.ts";
import { matchesPattern } from "./pattern.ts";

type Test = (value: Json, expected: Json) => boolean;

/** A comparison: with a constant, with what a path leads to, or whether a path leads anywhere. */
export type Operator =
  | { readonly kind: "constant"; readonly type: OperandType; readonly test: Test }
  | { readonly kind: "path"; readonly type: "string"; readonly test: Test }
  | { readonly kind: "presence"; readonly type: "boolean" };

/** What the definition must give to compare with. */
export type OperandType = "boolean" | "number" | "string";

/** Values of different types are never in any order, and never equal; that is no error. */
const strings: Ordered = (value) => (typeof value === "string" ? value : undefined);
const numbers: Ordered = (value) => (typeof value === "number" ? value : undefined);
const times: Ordered = (value) => (typeof value === "string" ? timeOf(value) : undefined);

type Ordered = (value: Json) => string | number | undefined;

const orders: Readonly<Record<string, (a: string | number, b: string | number) => boolean>> = {
  Equals: (a, b) => a === b,
  LessThan: (a, b) => a < b,
  GreaterThan: (a, b) => a > b,
  LessThanEquals: (a, b) => a <= b,
  GreaterThanEquals: (a, b) => a >= b,
};

function ordered(of: Ordered, order: (a: string | number, b: string | number) => boolean): Test {
  return (value, expected) => {
    const [a, b] = [of(value), of(expected)];
    return a !== undefined && b !== undefined && order(a, b);
  };
}

const families: readonly (readonly [prefix: string, of: Ordered, type: OperandType])[] = [
  ["String", strings, "string"],
  ["Numeric", numbers, "number"],
  ["Timestamp", times, "string"],
];

const booleans: Test = (value, expected) => typeof value === "boolean" && value === expected;

const kinds: Readonly<Record<string, (value: Json) => boolean>> = {
  IsBoolean: (value) => typeof value === "boolean",
  IsNull: (value) => value === null,
  IsNumeric: (value) => typeof value === "number",
  IsString: (value) => typeof value === "string",
  IsTimestamp: (value) => times(value) !== undefined,
};

function* all(): Generator<readonly [name: string, operator: Operator]> {
  for (const [prefix, of, type] of families)
    for (const [suffix, order] of Object.entries(orders)) {
      const test = ordered(of, order);
      yield [`${prefix}${suffix}`, { kind: "constant", type, test }];
      yield [`${prefix}${suffix}Path`, { kind: "path", type: "string", test }];
    }
  yield ["BooleanEquals", { kind: "constant", type: "boolean", test: booleans }];
  yield ["BooleanEqualsPath", { kind: "path", type: "string", test: booleans }];
  const like: Test = (value, pattern) =>
    typeof value === "string" && typeof pattern === "string" && matchesPattern(value, pattern);
  yield ["StringMatches", { kind: "constant", type: "string", test: like }];
  for (const [name, is] of Object.entries(kinds))
    yield [name, { kind: "constant", type: "boolean", test: (value, expected) => is(value) === expected }];
  yield ["IsPresent", { kind: "presence", type: "boolean" }];
}

/** Every comparison operator of a Choice, by name. */
export const operators: ReadonlyMap<string, Operator> = new Map(all());
