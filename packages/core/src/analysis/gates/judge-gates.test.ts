import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeGates } from "./judge-gates.ts";

const judgement = fc.record({
  verdict: fc.constantFrom("pass" as const, "fail" as const, "inconclusive" as const),
  sentence: fc.string({ minLength: 1 }),
});

test("gates pass only together, and one that fails decides, in whatever order they were asked", () => {
  fc.assert(
    fc.property(fc.array(judgement, { minLength: 1, maxLength: 5 }), (judgements) => {
      const { verdict } = judgeGates(judgements);
      expect(judgeGates(judgements.toReversed()).verdict).toBe(verdict);
      expect(verdict === "fail").toBe(judgements.some((one) => one.verdict === "fail"));
      expect(verdict === "pass").toBe(judgements.every((one) => one.verdict === "pass"));
    }),
  );
});

test("what gates say together is what those say that decided", () => {
  const judgements = [
    { verdict: "pass", sentence: "smoke: fine" },
    { verdict: "inconclusive", sentence: "load: only 3 of 200 requests were made in time" },
    { verdict: "fail", sentence: "legal: not signed" },
    { verdict: "fail", sentence: "budget: spent" },
  ] as const;
  expect(judgeGates(judgements)).toEqual({ verdict: "fail", sentence: "legal: not signed; budget: spent" });
});
