import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chanceOf } from "./chance.fixture.ts";
import { begun, judged, policy, steady } from "./judged.fixture.ts";
import { judgement } from "./judgement.ts";
import { ladder } from "./ladder.fixture.ts";
import { observe } from "./observe.ts";
import { beginAnalysis } from "./state.ts";

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

  test("does not carry one that has requests enough and more bad ones than are acceptable", () => {
    const search = steady(10, { requests: 20, bad: 1 }, { requests: 20, bad: 1 }, { service: "search" });
    const { verdict, sentence, metrics } = judged([...chat, ...search]);
    expect(metrics.find(({ service }) => service === "*")?.verdict).toBe("pass");
    expect(verdict).toBe("inconclusive");
    expect(sentence).toMatch(/^search, errors: 10 of 200/);
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
