import type { Act } from "@signalbox/core/ledger/records";
import { expect, test } from "vitest";
import { verdictsOf } from "./verdicts.ts";

const act = (text: string, rest: Partial<Act> = {}): Act => ({ at: "t", state: "Any", text, ...rest });

test("every measurement has the weight that was last shifted to, and its sentence without the verdict", () => {
  const acts = [
    act("lock taken"),
    act("the candidate gets 10 % of requests", { weight: 10 }),
    act("inconclusive: too few requests (stable 9; 100 are needed)", { verdict: "inconclusive" }),
    act("pass: fine", { verdict: "pass" }),
    act("the candidate gets 25 % of requests", { weight: 25 }),
    act("no-data: no request", { verdict: "no-data" }),
  ];
  expect(verdictsOf(acts).map(({ weight, verdict, sentence }) => [weight, verdict, sentence])).toEqual([
    [10, "inconclusive", "too few requests (stable 9; 100 are needed)"],
    [10, "pass", "fine"],
    [25, "no-data", "no request"],
  ]);
});

test("a measurement before any shift has no weight", () => {
  expect(verdictsOf([act("pass: fine", { verdict: "pass" })])).toMatchObject([{ weight: undefined }]);
});
