import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile } from "./compile.ts";
import { flatten } from "./flatten.ts";
import { matches } from "./match.ts";

const match = (pattern: unknown, event: object): boolean =>
  matches(compile(JSON.stringify(pattern)), flatten(event));

const name = fc.stringMatching(/^[a-z]{1,6}$/);
const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
type Tree = { [name: string]: string | number | boolean | null | Tree };
const { event } = fc.letrec<{ event: Tree }>((tie) => ({
  event: fc.dictionary(name, fc.oneof({ depthSize: "small" }, leaf, tie("event")), {
    minKeys: 1,
    maxKeys: 5,
  }),
}));

/** The pattern that lists every leaf of an event. */
const patternOf = (tree: Tree): object =>
  Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      typeof value === "object" && value !== null ? patternOf(value) : [value],
    ]),
  );
const leaves = (tree: Tree, path: string[] = []): string[][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "object" && value !== null ? leaves(value, [...path, key]) : [[...path, key]],
  );
const changed = (tree: Tree, [key = "", ...rest]: string[]): Tree => {
  const value = tree[key];
  const inner =
    typeof value === "object" && value !== null ? changed(value, rest) : "something else entirely";
  return { ...tree, [key]: inner };
};

describe("a pattern made from an event", () => {
  test("matches that event and any event with more in it", () => {
    fc.assert(
      fc.property(event, event, (tree, more) => {
        fc.pre(leaves(tree).length === JSON.stringify(patternOf(tree)).split("[").length - 1);
        fc.pre(!JSON.stringify(patternOf(tree)).includes("{}"));
        expect(match(patternOf(tree), { ...more, ...tree })).toBe(true);
      }),
    );
  });

  test("does not match when one leaf has changed", () => {
    fc.assert(
      fc.property(event, fc.nat(), (tree, pick) => {
        const paths = leaves(tree);
        fc.pre(paths.length > 0 && !JSON.stringify(patternOf(tree)).includes("{}"));
        expect(match(patternOf(tree), changed(tree, paths[pick % paths.length]!))).toBe(false);
      }),
    );
  });
});

describe("arrays of objects", () => {
  const event = {
    tasks: [
      { name: "a", status: "RUNNING", zone: [1, 2] },
      { name: "b", status: "STOPPED" },
    ],
  };

  test("must hold all of a pattern in one element", () => {
    expect(match({ tasks: { name: ["a"], status: ["RUNNING"] } }, event)).toBe(true);
    expect(match({ tasks: { name: ["a"], status: ["STOPPED"] } }, event)).toBe(false);
  });

  test("are searched further when the first element that fits one field does not fit the other", () => {
    expect(match({ tasks: { name: [{ exists: true }], status: ["STOPPED"] } }, event)).toBe(true);
  });
});

test("a list in the event matches when any of its values does", () => {
  expect(match({ resources: ["x"] }, { resources: ["y", "x"] })).toBe(true);
  expect(match({ resources: [{ "anything-but": "y" }] }, { resources: ["y", "x"] })).toBe(true);
  expect(match({ resources: [{ "anything-but": "y" }] }, { resources: ["y"] })).toBe(false);
});

test("$or multiplies with the fields beside it, and with another $or", () => {
  const pattern = {
    source: ["s"],
    $or: [{ a: [1] }, { b: [2] }],
    detail: { $or: [{ c: [3] }, { d: [4], e: [5] }] },
  };
  expect(match(pattern, { source: "s", b: 2, detail: { d: 4, e: 5 } })).toBe(true);
  expect(match(pattern, { source: "s", b: 2, detail: { d: 4 } })).toBe(false);
  expect(match(pattern, { source: "t", a: 1, detail: { c: 3 } })).toBe(false);
});

test("a wildcard agrees with the regular expression that it stands for", () => {
  const piece = fc.constantFrom("a", "b", "ab", "*");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.stringMatching(/^[ab]{0,12}$/), (pieces, value) => {
      const text = pieces.join("");
      fc.pre(!text.includes("**") && text.split("*").length <= 6);
      const expected = new RegExp(`^${text.replaceAll("*", "[^]*")}$`).test(value);
      expect(match({ v: [{ wildcard: text }] }, { v: value })).toBe(expected);
    }),
  );
});

test.each([
  [{ a: [{ wildcard: "x**y" }] }, "Consecutive wildcard characters at pos 2"],
  [{ a: [{ wildcard: "*:*:*:*:*:event-bus/*" }] }, "Rule is too complex"],
  [{ a: [{ cidr: "10.0.0.0/33" }] }, "IPv4 mask bits must be < 32"],
  [{ a: [{ numeric: [">", 5, "<", 1] }] }, "Bottom must be less than top"],
  [{ a: [{ numeric: ["~", 5] }] }, "Unrecognized numeric range operator: ~"],
  [{ a: [{ near: 5 }] }, "Unrecognized match type near"],
  [{ a: [{ prefix: "a", suffix: "b" }] }, "Only one key allowed in match expression"],
  [{ a: [["b"]] }, "Match value must be String, number, true, false, or null"],
  [{ $or: [{ a: [1] }] }, "There must have at least 2 Objects in $or relationship."],
  [{ a: {} }, "Empty objects are not allowed"],
  ["text", "Filter is not an object"],
])("the pattern %j is refused", (pattern, reason) => {
  expect(() => compile(JSON.stringify(pattern))).toThrow(reason);
});
