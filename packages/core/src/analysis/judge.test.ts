import fc from "fast-check";
import { expect, test } from "vitest";
import { ReleasePolicy } from "../release/policy.ts";
import { judge } from "./judge.ts";

const policy = ReleasePolicy.parse({});
const good = { requests: 1000, errors: 1, p95Seconds: 0.3 };

test("a candidate like stable passes, with both sides' numbers", () => {
  expect(judge(good, good, policy)).toEqual({
    verdict: "pass",
    sentence: "candidate: 0.10 % of 1000 failed, p95 0.300 s; stable: 0.10 % of 1000, p95 0.300 s",
  });
});

test.each([
  ["errors above the floor and twice stable's", { ...good, errors: 50 }, "5.00 % of the candidate's 1000"],
  ["a p95 above the floor and one and a half times stable's", { ...good, p95Seconds: 0.46 }, "0.460 s"],
])("%s fail it, and the sentence says by how much", (_what, candidate, text) => {
  const { verdict, sentence } = judge(candidate, good, policy);
  expect(verdict).toBe("fail");
  expect(sentence).toContain(text);
});

test("errors and latency up to their floors never fail, whatever stable has", () => {
  const candidate = { requests: 1000, errors: 10, p95Seconds: 0.2 };
  expect(judge(candidate, { requests: 1000, errors: 0, p95Seconds: 0.01 }, policy).verdict).toBe("pass");
});

test("too few requests on either side are no verdict, and none at all is no data", () => {
  expect(judge({ ...good, requests: 99 }, good, policy)).toMatchObject({ verdict: "inconclusive" });
  expect(judge(good, { ...good, requests: 99 }, policy).sentence).toContain("stable 99");
  expect(judge({ requests: 0, errors: 0, p95Seconds: undefined }, good, policy).verdict).toBe("no-data");
});

const side = fc.record({
  requests: fc.integer({ min: 100, max: 100_000 }),
  errors: fc.integer({ min: 0, max: 100 }),
  p95Seconds: fc.option(fc.double({ min: 0, max: 60, noNaN: true }), { nil: undefined }),
});

test("a worse candidate never gets a better verdict", () => {
  fc.assert(
    fc.property(side, side, fc.integer({ min: 0, max: 100 }), (candidate, stable, more) => {
      const worse = { ...candidate, errors: Math.min(candidate.requests, candidate.errors + more) };
      if (judge(candidate, stable, policy).verdict === "fail")
        expect(judge(worse, stable, policy).verdict).toBe("fail");
    }),
  );
});
