import { describe, expect, test } from "vitest";
import { judged, policy, steady } from "./judged.fixture.ts";

describe("a weight", () => {
  const good = steady(10, { requests: 500, bad: 1 }, { requests: 500, bad: 1 });
  const next = (minutes: number) =>
    steady(minutes, { requests: 500, bad: 1 }, { requests: 500, bad: 1 }, { step: 10 });

  test("passes on the evidence of those before only after it was watched for a while", () => {
    expect(judged([...good, ...next(3)])).toMatchObject({ verdict: "inconclusive" });
    expect(judged([...good, ...next(3)]).sentence).toMatch(/and this weight passes after 4 minutes$/);
    expect(judged([...good, ...next(4)])).toMatchObject({ verdict: "pass" });
  });

  test("fails by itself when the candidate turns bad at it", () => {
    const bad = steady(3, { requests: 500, bad: 100 }, { requests: 500, bad: 1 }, { step: 10 });
    expect(judged([...good, ...bad])).toMatchObject({ verdict: "fail" });
  });
});

describe("a candidate that turns bad at a higher weight", () => {
  const good = steady(20, { requests: 300, bad: 1 }, { requests: 900, bad: 3 });
  const bad = (minutes: number, count: number, alone = false) =>
    steady(
      minutes,
      { requests: 600, bad: count },
      { requests: alone ? 0 : 600, bad: alone ? 0 : 2 },
      { step: 20, alone },
    );

  test("does not pass on the evidence of the weights before", () => {
    const { verdict, sentence } = judged([...good, ...bad(4, 9)]);
    expect(verdict).toBe("inconclusive");
    expect(sentence).toContain("and not yet by the 36 of 2,400 (1.50 %) of this weight");
    expect(judged([...good, ...bad(4, 2)]).verdict).toBe("pass");
  });

  test("does not pass at weight 100 either", () => {
    expect(judged([...good, ...bad(4, 9, true)]).verdict).toBe("inconclusive");
    expect(judged([...good, ...bad(4, 2, true)]).verdict).toBe("pass");
  });

  test("fails although all in all its share is still acceptable", () => {
    const busy = steady(20, { requests: 800, bad: 1 }, { requests: 900, bad: 1 });
    const { verdict, metrics } = judged([...busy, ...bad(6, 20)]);
    expect(metrics[0]!.candidate.bad / metrics[0]!.candidate.requests).toBeLessThan(policy.acceptableRate);
    expect(verdict).toBe("fail");
  });
});

describe("minutes of stable from before the release", () => {
  test("spend none of alpha", () => {
    const before = steady(600, { requests: 0, bad: 0 }, { requests: 900, bad: 3 });
    const sick = steady(10, { requests: 50, bad: 2 }, { requests: 950, bad: 4 }, { step: 600 });
    const withoutBefore = judged(sick.map((minute) => ({ ...minute, step: 0, minute: minute.minute - 600 })));
    expect(judged([...before, ...sick]).metrics[0]?.worseSince).toBe(
      600 + (withoutBefore.metrics[0]?.worseSince ?? Number.NaN),
    );
  });

  test("are what a candidate that gets all traffic at once is held against", () => {
    const before = steady(30, { requests: 0, bad: 0 }, { requests: 900, bad: 9 });
    const all = (bad: number) =>
      steady(10, { requests: 900, bad }, { requests: 0, bad: 0 }, { step: 30, alone: true });
    expect(judged([...before, ...all(45)]).verdict).toBe("fail");
    expect(judged([...before, ...all(1)]).verdict).toBe("pass");
  });
});

describe("at weight 100", () => {
  const beside = steady(10, { requests: 500, bad: 10 }, { requests: 500, bad: 10 });
  const after = (bad: number) =>
    steady(5, { requests: 1_000, bad }, { requests: 3, bad: 3 }, { step: 10, alone: true });

  test("the candidate is held against twice the highest rate that stable's minutes before leave possible", () => {
    expect(judged([...beside, ...after(20)]).verdict).not.toBe("fail");
    expect(judged([...beside, ...after(40)]).verdict).not.toBe("fail");
    expect(judged([...beside, ...after(100)]).verdict).toBe("fail");
  });

  test("what was shown beside stable stays shown, and what is left of stable is not compared with", () => {
    const { verdict, metrics } = judged([...beside, ...after(20)]);
    expect(verdict).toBe("pass");
    expect(metrics[0]?.stable).toEqual({ requests: 5_000, bad: 100 });
  });

  test("a candidate that was never beside stable can only pass by an acceptable rate", () => {
    expect(judged(after(20)).verdict).toBe("inconclusive");
    expect(judged(after(1)).verdict).toBe("pass");
  });

  test("a weight at which nobody came shows nothing, however good the ones before it were", () => {
    const nobody = steady(10, { requests: 0, bad: 0 }, { requests: 0, bad: 0 }, { step: 10, alone: true });
    const good = steady(10, { requests: 500, bad: 0 }, { requests: 500, bad: 0 });
    expect(judged(good).verdict).toBe("pass");
    expect(judged([...good, ...nobody]).verdict).toBe("inconclusive");
  });
});
