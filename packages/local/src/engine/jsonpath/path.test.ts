import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../json.ts";
import { parsePath } from "./parse-path.ts";
import { findOne, whatIsMissing } from "./select.ts";

const store: Json = {
  books: [
    { title: "A", price: 8.95, tags: ["x", "y"] },
    { title: "B", price: 12, isbn: "1", tags: [] },
    { title: "C", price: 22.99, isbn: "2" },
  ],
  "a key": { "b.c": 1 },
  none: null,
  limit: 10,
};
const find = (text: string, value: Json = store) => findOne(parsePath(text).steps, value);

test.each<[string, Json | undefined]>([
  ["$", store],
  ["$.limit", 10],
  ["$.none", null],
  ["$['a key']['b.c']", 1],
  ['$["a key"]["b.c"]', 1],
  ["$.missing", undefined],
  ["$.limit.deeper", undefined],
  ["$.books[0].title", "A"],
  ["$.books[-1].title", "C"],
  ["$.books[9]", undefined],
  ["$.books[0]['title','price']", { title: "A", price: 8.95 }],
  ["$.books[*].title", ["A", "B", "C"]],
  ["$.books[*].isbn", ["1", "2"]],
  ["$.books[0,2].title", ["A", "C"]],
  ["$.books[1:].title", ["B", "C"]],
  ["$.books[:1].title", ["A"]],
  ["$.books[-2:].title", ["B", "C"]],
  ["$..title", ["A", "B", "C"]],
  ["$..nothing", []],
  ["$.books[0].*", ["A", 8.95, ["x", "y"]]],
  ["$.books[?(@.isbn)].title", ["B", "C"]],
  ["$.books[?(!@.isbn)].title", ["A"]],
  ["$.books[?(@.price < $.limit)].title", ["A"]],
  ["$.books[?(@.price > 10 && @.price <= 12)].title", ["B"]],
  ["$.books[?(@.title == 'A' || @.title == 'C')].price", [8.95, 22.99]],
  ["$.books[?(@.title in ['B'])].isbn", ["1"]],
  ["$.books[?(@.title nin ['B'])].title", ["A", "C"]],
  ["$.books[?(@.tags contains 'x')].title", ["A"]],
  ["$.books[?(@.tags empty true)].title", ["B"]],
  ["$.books[?(@.tags size 2)].title", ["A"]],
  ["$.books[?(@.title =~ /[ab]/i)].title", ["A", "B"]],
  ["$.books[?(@.price > 'x')].title", []],
  ["$.books.length()", 3],
  ["$.books[*].price.max()", 22.99],
])("%s", (path, expected) => {
  expect(find(path)).toEqual(expected);
});

test.each([
  "",
  "a",
  "$.",
  "$[",
  "$['a]",
  "$.a[?(@.b)",
  "$.a[1",
  "$ .a",
  "$.a.nothing()",
  "$.a[?(process.exit())]",
])("'%s' is no path", (text) => {
  expect(() => parsePath(text)).toThrow(SyntaxError);
});

test("members of prototypes are not found", () => {
  for (const name of ["constructor", "__proto__", "toString"]) expect(find(`$.${name}`)).toBeUndefined();
});

test("what is missing is named by its place", () => {
  const missing = (text: string) => whatIsMissing(parsePath(text).steps, store).detail;
  expect(missing("$.a")).toBe("Missing property in path $['a']");
  expect(missing("$['a key'].x.y")).toBe("Missing property in path $['a key']['x']");
  expect(missing("$.books[7].title")).toBe("Index out of bounds when evaluating path $['books'][7]");
});

test("any text is a path or a syntax error, and a path finds something or nothing in any value", () => {
  const piece = fc.constantFrom(
    "$",
    ".",
    "..",
    "a",
    "[",
    "]",
    "0",
    "-1",
    ":",
    ",",
    "*",
    "'a'",
    "?(",
    ")",
    "@",
    "==",
    "&&",
    "!",
    "/a/",
    " ",
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => `$${pieces.join("")}`);
  fc.assert(
    fc.property(text, fc.jsonValue(), (path, value) => {
      try {
        find(path, value as Json);
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError);
      }
    }),
    { numRuns: 3000 },
  );
});

test("the path to any member of an object finds it", () => {
  fc.assert(
    fc.property(fc.string(), fc.jsonValue(), (name, value) => {
      const quoted = name.replaceAll(/['\\]/g, "\\$&");
      const object = Object.fromEntries([[name, value as Json]]);
      expect(find(`$['${quoted}']`, object)).toEqual(value);
    }),
  );
});
