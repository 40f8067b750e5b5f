import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chanceOf } from "./chance.fixture.ts";
import { judgement } from "./judgement.ts";
import { ladder } from "./ladder.fixture.ts";
import { observe } from "./observe.ts";
import { AnalysisPolicy } from "./policy.ts";
import { type AnalysisState, beginAnalysis, type MeasuredMinute } from "./state.ts";

const policy = AnalysisPolicy.parse({});
const begun = beginAnalysis([{ service: "chat", metric: "errors" }]);

interface Side {
  readonly requests: number;
  readonly bad: number;
}

/** The same counts in each of some minutes of one step. */
const steady = (
  count: number,
  candidate: Side,
  stable: Side,
  rest: Partial<MeasuredMinute> = {},
): MeasuredMinute[] =>
  Array.from({ length: count }, (_, minute) => ({
    service: "chat",
    metric: "errors",
    step: 0,
    alone: false,
    candidate,
    stable,
    ...rest,
    minute: (rest.step ?? 0) + minute,
  }));

const judged = (
  minutes: readonly MeasuredMinute[],
  by: AnalysisPolicy = policy,
  state: AnalysisState = begun,
) => judgement(observe(state, minutes), by);

describe("a judgement", () => {
  test("of a candidate without requests is no-data", () => {
    expect(judged([])).toMatchObject({ verdict: "no-data" });
    expect(judged(steady(5, { requests: 0, bad: 0 }, { requests: 100, bad: 1 })).sentence).toBe(
      "errors: the candidate served no request that was measured",
    );
  });

  test("of a few requests is inconclusive, and says what it would take", () => {
    const { verdict, sentence } = judged(steady(5, { requests: 10, bad: 0 }, { requests: 90, bad: 1 }));
    expect(verdict).toBe("inconclusive");
    expect(sentence).toMatch(
      /^errors: 0 of 50 \(0\.00 %\) bad on the candidate, 5 of 450 \(1\.11 %\) on stable/,
    );
    expect(sentence).toMatch(/\d+ more bad ones now would fail it, about \d+ more such requests pass it$/);
  });

  test("of many good requests is a pass, early", () => {
    const { verdict, sentence } = judged(steady(8, { requests: 300, bad: 0 }, { requests: 900, bad: 2 }));
    expect(verdict).toBe("pass");
    expect(sentence).toContain("shown in minute 2 to stay under the acceptable 1.00 %");
  });

  test("of a service that fails much by its nature passes by the ratio to stable", () => {
    const { verdict, sentence } = judged(steady(10, { requests: 300, bad: 15 }, { requests: 900, bad: 45 }));
    expect(verdict).toBe("pass");
    expect(sentence).toContain("to have less than 2 times stable's odds");
  });

  test("of a sick candidate is a fail with the minute in which it was seen", () => {
    const { verdict, sentence } = judged(steady(10, { requests: 50, bad: 5 }, { requests: 950, bad: 5 }));
    expect(verdict).toBe("fail");
    expect(sentence).toMatch(
      /^errors: 50 of 500 \(10\.00 %\) bad on the candidate, 50 of 9,500 \(0\.53 %\) on stable, 21 times the odds; /,
    );
  });

  test("an outage that hits both sides alike fails nobody", () => {
    expect(judged(steady(10, { requests: 300, bad: 150 }, { requests: 900, bad: 450 })).verdict).not.toBe(
      "fail",
    );
  });

  test("a share of errors that is acceptable never fails, whatever stable's is", () => {
    const minutes = steady(10, { requests: 3_000, bad: 20 }, { requests: 9_000, bad: 1 });
    expect(judged(minutes).verdict).toBe("pass");
    expect(judged(minutes, { ...policy, acceptableRate: 0 }).verdict).toBe("fail");
  });

  test("of all minutes names the very minute in which a judge that looks every minute would have failed it", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom(1, 2, 4, 10, 40),
        fc.constantFrom(0.2, 1, 10),
        (seed, times, rps) => {
          const minutes = ladder({ rps, times, cold: false }, chanceOf(seed));
          let state = begun;
          const first = minutes.findIndex((minute) => {
            state = observe(state, [minute]);
            return judgement(state, policy).metrics[0]?.worseSince !== undefined;
          });
          expect(judged(minutes).metrics[0]?.worseSince).toBe(first < 0 ? undefined : first + 1);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("a failure stays one, whatever minutes follow", () => {
    const sick = steady(10, { requests: 50, bad: 5 }, { requests: 950, bad: 5 });
    const well = steady(10, { requests: 500, bad: 2 }, { requests: 500, bad: 3 }, { step: 10 });
    expect(judged([...sick, ...well], { ...policy, acceptableRate: 0 }).verdict).toBe("fail");
  });
});

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
});

describe("several metrics", () => {
  const good = steady(10, { requests: 500, bad: 0 }, { requests: 500, bad: 0 });
  const slow = steady(10, { requests: 500, bad: 100 }, { requests: 500, bad: 20 }, { metric: "latency" });

  test("fail when one of them does", () => {
    expect(judged([...good, ...slow])).toMatchObject({ verdict: "fail" });
    expect(judged([...good, ...slow]).sentence).toMatch(/^latency: /);
  });

  test("a dry-run metric is computed and reported, and does not decide", () => {
    const { verdict, metrics } = judged([...good, ...slow], { ...policy, dryRun: ["latency"] });
    expect(verdict).toBe("pass");
    expect(metrics.find(({ metric }) => metric === "latency")).toMatchObject({
      dryRun: true,
      verdict: "fail",
    });
  });

  test("one that was announced and never measured is no pass", () => {
    const state = beginAnalysis([
      { service: "chat", metric: "errors" },
      { service: "chat", metric: "latency" },
    ]);
    expect(judged(good, policy, state).verdict).toBe("no-data");
  });
});

describe("a group of services", () => {
  const chat = steady(10, { requests: 500, bad: 1 }, { requests: 500, bad: 1 });
  const login = (bad: number) =>
    steady(10, { requests: 3, bad }, { requests: 3, bad: 0 }, { service: "login" });

  test("is not held up by one with little traffic, and the sentence names it", () => {
    const { verdict, sentence, metrics } = judged([...chat, ...login(0)]);
    expect(verdict).toBe("pass");
    expect(sentence).toContain(
      "too few requests on the candidate/stable to count by themselves: login (errors, 30/30)",
    );
    expect(metrics.find(({ service }) => service === "login")).toMatchObject({
      small: true,
      verdict: "inconclusive",
    });
  });

  test("fails by one with little traffic when the evidence is clear", () => {
    const { verdict, sentence } = judged([...chat, ...login(3)]);
    expect(verdict).toBe("fail");
    expect(sentence).toContain("login, errors: 30 of 30 (100.00 %) bad on the candidate");
  });

  test("has the services as many times harder to fail as they are, so that alpha holds for all of them", () => {
    const states = [1, 5].map((count) =>
      beginAnalysis(Array.from({ length: count }, (_, i) => ({ service: `s${i}`, metric: "errors" }))),
    );
    const minutes = steady(10, { requests: 500, bad: 10 }, { requests: 500, bad: 10 }, { service: "s0" });
    const [one, five] = states.map(
      (state) =>
        judged(minutes, policy, state).metrics.find(({ service }) => service === "s0")?.moreToFail ?? 0,
    );
    expect(five).toBeGreaterThan(one ?? 0);
  });
});
