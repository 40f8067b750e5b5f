import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leavesOf } from "./leaves.ts";
import { merge } from "./merge.ts";
import type { Path } from "./path.ts";

const key = fc.constantFrom("a", "b", "c", "d", "__proto__", "constructor");
const leaf = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.array(fc.integer(), { maxLength: 2 }));
const { tree } = fc.letrec<{ tree: Record<string, unknown>; value: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, leaf, tie("tree")),
  tree: fc
    .uniqueArray(fc.tuple(key, tie("value")), { selector: ([name]) => name, maxLength: 4 })
    .map(Object.fromEntries),
}));

/** A tree, and its single values given out to three layers. */
const disjoint = fc
  .tuple(tree, fc.array(fc.nat(2), { minLength: 64, maxLength: 64 }))
  .map(([whole, owners]) => {
    const leaves = [...leavesOf(whole)].filter(({ path }) => path.length > 0);
    const layers = [0, 1, 2].map((layer) =>
      merge(
        leaves.filter((_, leaf) => owners[leaf % 64] === layer).map(({ path, value }) => at(path, value)),
      ),
    );
    return [whole, layers] as const;
  });

function at([key = "", ...rest]: Path, value: unknown): object {
  return { [key]: rest.length === 0 ? value : at(rest, value) };
}

describe("merging", () => {
  test("is associative over layers that give no field twice, and their order does not matter", () => {
    fc.assert(
      fc.property(disjoint, ([whole, [a = {}, b = {}, c = {}]]) => {
        const all = merge([a, b, c]);
        expect(all).toEqual(whole);
        expect(merge([merge([a, b]), c])).toEqual(all);
        expect(merge([a, merge([b, c])])).toEqual(all);
        expect(merge([c, b, a])).toEqual(all);
      }),
    );
  });

  test("gives the later layer's value for every field that it has", () => {
    fc.assert(
      fc.property(tree, tree, (earlier, later) => {
        expect(merge([merge([earlier, later]), later])).toEqual(merge([earlier, later]));
        expect(merge([earlier, earlier])).toEqual(merge([earlier]));
        for (const [name, value] of Object.entries(later))
          if (typeof value !== "object" || Array.isArray(value))
            expect(Object.entries(merge([earlier, later]))).toContainEqual([name, value]);
      }),
    );
  });

  test("replaces lists whole, keeps what the later record leaves out, and takes null for nothing", () => {
    expect(
      merge([
        { list: [1, 2], record: { a: 1, b: 2 } },
        { list: [3], record: { b: 3 } },
      ]),
    ).toEqual({
      list: [3],
      record: { a: 1, b: 3 },
    });
    expect(merge([{ a: { b: 1 }, c: 1 }, { a: null }, { a: { d: { e: null } } }])).toEqual({
      a: { d: {} },
      c: 1,
    });
  });
});
