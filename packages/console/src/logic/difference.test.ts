import fc from "fast-check";
import { expect, test } from "vitest";
import { difference, parsed } from "./difference.ts";

const told = (before: unknown, after: unknown) =>
  difference(before, after).map(({ kind, path }) => `${kind} ${path}`);

test("members that came, went, changed and stayed are told by their path", () => {
  expect(
    told({ a: 1, list: [1, 2], gone: true, deep: { x: 1 } }, { a: 1, list: [1, 3], deep: { x: 1, y: null } }),
  ).toEqual(["same a", "same list[0]", "changed list[1]", "removed gone", "same deep.x", "added deep.y"]);
});

test("a value of another kind is one change, not a list of parts", () => {
  expect(difference({ a: [1] }, { a: { b: 1 } })).toEqual([
    { path: "a", kind: "changed", before: "[1]", after: '{"b":1}' },
  ]);
  expect(told({}, [])).toEqual(["changed "]);
});

test("a value does not differ from itself, and what is added one way is removed the other", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      expect(difference(a, a).every(({ kind }) => kind === "same")).toBe(true);
      const count = (kind: string, list: { kind: string }[]) =>
        list.filter((one) => one.kind === kind).length;
      expect(count("added", difference(a, b))).toBe(count("removed", difference(b, a)));
    }),
  );
});

test("text that is no JSON stays text", () => {
  expect([parsed('{"a":1}'), parsed("plain"), parsed(undefined)]).toEqual([{ a: 1 }, "plain", undefined]);
});
