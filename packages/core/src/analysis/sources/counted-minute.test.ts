import fc from "fast-check";
import { expect, test } from "vitest";
import { countMinutes } from "./counted-minute.ts";

const minute = 60_000;
const points = (values: readonly (number | undefined)[]) =>
  new Map(values.flatMap((value, index) => (value === undefined ? [] : [[index * minute, value] as const])));
const window = (minutes: number) => ({ start: 0, end: minutes * minute });

test("a minute of which one count is unknown is left out, not taken for a good one", () => {
  expect(
    countMinutes(window(4), points([1, undefined, 3, undefined]), points([10, 20, undefined, undefined])),
  ).toEqual([{ at: 0, requests: 10, bad: 1 }]);
});

test("a source that reports no zeros has zeros where it is silent", () => {
  const zeros = { bad: 0, total: 0 } as const;
  expect(countMinutes(window(3), points([undefined, 2]), points([10, undefined]), zeros)).toEqual([
    { at: 0, requests: 10, bad: 0 },
    // A bad one that was no request of the load balancer's, such as a refused connection, is one.
    { at: minute, requests: 2, bad: 2 },
    { at: 2 * minute, requests: 0, bad: 0 },
  ]);
});

test("a minute without requests is known even where nothing is known of bad ones", () => {
  expect(countMinutes(window(1), points([]), points([0]))).toEqual([{ at: 0, requests: 0, bad: 0 }]);
  expect(countMinutes(window(1), points([]), points([]), { total: 0 })).toHaveLength(1);
  expect(countMinutes(window(1), points([]), points([5]), { total: 0 })).toEqual([]);
});

test("what is no count is unknown", () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -1]) {
    expect(countMinutes(window(1), points([value]), points([10]))).toEqual([]);
    expect(countMinutes(window(1), points([1]), points([value]))).toEqual([]);
  }
});

test("counts are whole, never negative, and bad ones never more than all", () => {
  const value = fc.option(fc.double({ min: -2, max: 1e6 }), { nil: undefined });
  fc.assert(
    fc.property(fc.array(value), fc.array(value), fc.boolean(), (bad, total, silent) => {
      const missing = silent ? ({ bad: 0, total: 0 } as const) : {};
      for (const counted of countMinutes(window(10), points(bad), points(total), missing)) {
        expect(Number.isInteger(counted.bad) && Number.isInteger(counted.requests)).toBe(true);
        expect(counted.bad).toBeGreaterThanOrEqual(0);
        expect(counted.bad).toBeLessThanOrEqual(counted.requests);
      }
    }),
  );
});

test("only minutes that were asked for are counted", () => {
  const minutes = countMinutes({ start: minute, end: 2 * minute }, points([1, 1, 1]), points([2, 2, 2]));
  expect(minutes.map(({ at }) => at)).toEqual([minute]);
});
