import fc from "fast-check";
import { expect, test } from "vitest";
import { chanceOfAtLeast } from "./binomial.ts";
import { judgeLoadTest, LoadTestGate } from "./load-test-gate.ts";

const gateOf = (given: object = {}) => LoadTestGate.parse({ kind: "load-test", name: "load", ...given });
const all = (counts: object = {}) => ({ sent: 200, answered: 200, failed: 0, slow: 0, ...counts });

test("every answer in time passes", () => {
  expect(judgeLoadTest(gateOf(), all({ slow: 10 }))).toEqual({
    verdict: "pass",
    sentence: "load: 0 of 200 requests failed, 10 of 200 answers took over 1 s",
  });
});

test("where none may fail, one fails the gate", () => {
  expect(judgeLoadTest(gateOf(), all({ failed: 1 }))).toEqual({
    verdict: "fail",
    sentence: "load: 1 of 200 requests failed, 0 of 200 answers took over 1 s; 0 % and 5 % are allowed",
  });
});

test("some more than allowed may be chance, many more are not", () => {
  const slow = (count: number) => judgeLoadTest(gateOf(), all({ slow: count })).verdict;
  expect([slow(10), slow(11), slow(17), slow(19), slow(40)]).toEqual([
    "pass",
    "inconclusive",
    "inconclusive",
    "fail",
    "fail",
  ]);
});

test("nobody reached says nothing of the candidate", () => {
  expect(judgeLoadTest(gateOf(), all({ answered: 0, failed: 200 }))).toEqual({
    verdict: "inconclusive",
    sentence: "load: none of 200 requests got an answer",
  });
});

test("fewer requests than asked for pass nothing, and may fail", () => {
  expect(judgeLoadTest(gateOf(), all({ sent: 199, answered: 199 })).verdict).toBe("inconclusive");
  expect(judgeLoadTest(gateOf(), all({ sent: 20, answered: 20, slow: 20 })).verdict).toBe("fail");
});

test("worse counts never have a better verdict", () => {
  const rank = { fail: 0, inconclusive: 1, pass: 2 };
  const count = fc.integer({ min: 0, max: 200 });
  fc.assert(
    fc.property(count, count, fc.double({ min: 0, max: 1, noNaN: true }), (failed, slow, failedShare) => {
      const verdict = (counts: object) => rank[judgeLoadTest(gateOf({ failedShare }), all(counts)).verdict];
      expect(verdict({ failed: failed + 1, slow })).toBeLessThanOrEqual(verdict({ failed, slow }));
      expect(verdict({ failed, slow: slow + 1 })).toBeLessThanOrEqual(verdict({ failed, slow }));
    }),
  );
});

test("the tail of the binomial is that of its terms", () => {
  expect(chanceOfAtLeast(1, 10, 0.1)).toBeCloseTo(1 - 0.9 ** 10, 12);
  expect(chanceOfAtLeast(2, 2, 0.3)).toBeCloseTo(0.09, 12);
  expect(chanceOfAtLeast(1_000, 2_000, 0.5)).toBeCloseTo(0.508919, 5);
  expect([chanceOfAtLeast(0, 5, 0), chanceOfAtLeast(1, 5, 0), chanceOfAtLeast(5, 5, 1)]).toEqual([1, 0, 1]);
});
