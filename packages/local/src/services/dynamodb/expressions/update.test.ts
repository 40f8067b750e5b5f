import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeItem, encodeItem } from "../wire-value.ts";
import { applyUpdate } from "./apply-update.ts";
import { parseExpressions } from "./expressions.ts";

type Wire = Record<string, AttributeValue>;

function updated(before: Wire, UpdateExpression: string, values?: Wire): Wire {
  const { update } = parseExpressions({
    UpdateExpression,
    ...(values && { ExpressionAttributeValues: values }),
  });
  return encodeItem(applyUpdate(decodeItem(before), update ?? []));
}

const before: Wire = {
  n: { N: "5" },
  list: { L: [{ S: "a" }, { S: "b" }, { S: "c" }] },
  map: { M: { x: { N: "1" }, y: { N: "2" } } },
  set: { SS: ["p", "q"] },
};

test.each<[string, Wire | undefined, Wire]>([
  ["SET n = n + :v", { ":v": { N: "0.1" } }, { n: { N: "5.1" } }],
  ["SET n = :v - n", { ":v": { N: "1" } }, { n: { N: "-4" } }],
  ["SET m = if_not_exists(m, :v), n = if_not_exists(n, :v)", { ":v": { N: "9" } }, { m: { N: "9" } }],
  [
    "SET list = list_append(:v, list)",
    { ":v": { L: [{ S: "z" }] } },
    { list: { L: [{ S: "z" }, { S: "a" }, { S: "b" }, { S: "c" }] } },
  ],
  ["SET n = map.x, map.x = n", undefined, { n: { N: "1" }, map: { M: { x: { N: "5" }, y: { N: "2" } } } }],
  [
    "SET list[9] = :v, list[5] = n",
    { ":v": { S: "last" } },
    { list: { L: [{ S: "a" }, { S: "b" }, { S: "c" }, { N: "5" }, { S: "last" }] } },
  ],
  ["REMOVE list[0], list[2]", undefined, { list: { L: [{ S: "b" }] } }],
  ["SET list[1] = :v REMOVE list[0]", { ":v": { S: "B" } }, { list: { L: [{ S: "B" }, { S: "c" }] } }],
  ["REMOVE map.x, absent", undefined, { map: { M: { y: { N: "2" } } } }],
  ["ADD n :v, fresh :v", { ":v": { N: "2" } }, { n: { N: "7" }, fresh: { N: "2" } }],
  ["ADD set :v", { ":v": { SS: ["q", "r"] } }, { set: { SS: ["p", "q", "r"] } }],
  ["DELETE set :v", { ":v": { SS: ["q", "r"] } }, { set: { SS: ["p"] } }],
])("%s with %j", (expression, values, changed) => {
  expect(updated(before, expression, values)).toEqual({ ...before, ...changed });
});

test("a set that lost its last member is gone", () => {
  expect(updated({ set: { NS: ["1"] } }, "DELETE set :v", { ":v": { NS: ["1.0"] } })).toEqual({});
});

test.each<[string, Wire | undefined, string]>([
  [
    "SET n = absent",
    undefined,
    "The provided expression refers to an attribute that does not exist in the item",
  ],
  [
    "SET absent.x = n",
    undefined,
    "The document path provided in the update expression is invalid for update",
  ],
  ["SET map[0] = n", undefined, "The document path provided in the update expression is invalid for update"],
  ["SET n = n + list", undefined, "An operand in the update expression has an incorrect data type"],
  ["ADD list :v", { ":v": { N: "1" } }, "An operand in the update expression has an incorrect data type"],
])("%s is refused", (expression, values, message) => {
  expect(() => updated(before, expression, values)).toThrow(message);
});

const names = ["a", "b", "c"] as const;
const plainItem = fc.record({ a: fc.integer(), b: fc.integer(), c: fc.integer() }, { requiredKeys: [] });
/** One action for each attribute at most, as paths may not overlap. */
const change = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), by: fc.integer() }),
  fc.record({ kind: fc.constant("default" as const), by: fc.integer() }),
  fc.record({ kind: fc.constant("copy" as const), from: fc.constantFrom(...names) }),
  fc.record({ kind: fc.constant("remove" as const) }),
  fc.record({ kind: fc.constant("none" as const) }),
);

test("an update means what a naive model says, whatever the order of its actions", () => {
  fc.assert(
    fc.property(plainItem, fc.tuple(change, change, change), (plain, changes) => {
      const sections = { SET: [] as string[], REMOVE: [] as string[], ADD: [] as string[] };
      const values: Wire = {};
      const expected: Record<string, number> = { ...plain };
      for (const [index, one] of changes.entries()) {
        const name = names[index]!;
        if (one.kind === "remove") {
          sections.REMOVE.push(name);
          delete expected[name];
        } else if (one.kind === "copy") {
          fc.pre(plain[one.from] !== undefined);
          sections.SET.push(`${name} = ${one.from}`);
          expected[name] = plain[one.from]!;
        } else if (one.kind !== "none") {
          values[`:${name}`] = { N: String(one.by) };
          if (one.kind === "add") sections.ADD.push(`${name} :${name}`);
          else sections.SET.push(`${name} = if_not_exists(${name}, :${name})`);
          expected[name] = one.kind === "add" ? (plain[name] ?? 0) + one.by : (plain[name] ?? one.by);
        }
      }
      const text = Object.entries(sections)
        .filter(([, list]) => list.length > 0)
        .map(([section, list]) => `${section} ${list.join(", ")}`)
        .join(" ");
      fc.pre(text !== "");
      const wire = Object.fromEntries(
        Object.entries(plain).map(([name, value]) => [name, { N: String(value) }]),
      );
      const after = updated(wire, text, Object.keys(values).length > 0 ? values : undefined);
      const plainAfter = Object.fromEntries(
        Object.entries(after).map(([name, value]) => [name, Number(value.N)]),
      );
      expect(plainAfter).toEqual(expected);
    }),
  );
});
