import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chanceOf } from "./chance.fixture.ts";
import { judgement } from "./judgement.ts";
import { ladder } from "./ladder.fixture.ts";
import { observe } from "./observe.ts";
import { AnalysisPolicy } from "./policy.ts";
import { AnalysisState, beginAnalysis, MeasuredMinute } from "./state.ts";

const side = fc
  .nat(50)
  .chain((requests) => fc.record({ requests: fc.constant(requests), bad: fc.nat(requests) }));

/** Minutes of a release of three steps, of which the last is alone; each minute of a series at most once. */
const minutes: fc.Arbitrary<MeasuredMinute[]> = fc.uniqueArray(
  fc
    .record({
      service: fc.constantFrom("chat", "login"),
      metric: fc.constantFrom("errors", "latency"),
      age: fc.nat(60),
      step: fc.constantFrom(0, 61, 122),
      candidate: side,
      stable: side,
    })
    .map(({ age, ...rest }) => ({ ...rest, minute: rest.step + age, alone: rest.step === 122 })),
  { selector: ({ service, metric, minute }) => `${service} ${metric} ${minute}`, maxLength: 60 },
);
const policy = AnalysisPolicy.parse({});
const begun = beginAnalysis([{ service: "chat", metric: "errors" }]);

describe("what is remembered of a release", () => {
  test("and its verdict do not depend on the order in which minutes arrive, nor on how many come at once", () => {
    fc.assert(
      fc.property(
        minutes.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          const atOnce = observe(begun, all);
          const oneByOne = shuffled.reduce((state, minute) => observe(state, [minute]), begun);
          expect(oneByOne).toEqual(atOnce);
          expect(judgement(oneByOne, policy)).toEqual(judgement(atOnce, policy));
        },
      ),
    );
  });

  test("counts a minute that is delivered twice once", () => {
    fc.assert(
      fc.property(
        minutes.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all))),
        ([all, again]) => {
          const once = observe(begun, all);
          expect(observe(once, again)).toEqual(once);
        },
      ),
    );
  });

  test("loses no request and invents none", () => {
    fc.assert(
      fc.property(minutes, (all) => {
        const rows = observe(begun, all).series.flatMap(({ steps }) => steps.flatMap((step) => step.rows));
        const column = (at: 1 | 2 | 3 | 4) => rows.reduce((sum, row) => sum + row[at], 0);
        const given = (of: (minute: MeasuredMinute) => number) => all.reduce((sum, one) => sum + of(one), 0);
        expect([column(1), column(2), column(3), column(4)]).toEqual([
          given((one) => one.candidate.requests),
          given((one) => one.candidate.bad),
          given((one) => one.stable.requests),
          given((one) => one.stable.bad),
        ]);
      }),
    );
  });

  test("survives JSON", () => {
    fc.assert(
      fc.property(minutes, (all) => {
        const state = observe(begun, all);
        expect(AnalysisState.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
      }),
    );
  });

  test("stays under 1 kB a metric for half an hour of 100 requests a second, and under 2 kB for a day", () => {
    const chance = chanceOf(1);
    const short = observe(begun, ladder({ rps: 100, times: 2, cold: false }, chance));
    expect(JSON.stringify(short.series[0]).length).toBeLessThan(1_000);
    const [template] = ladder({ rps: 100, times: 1, cold: false }, chance);
    const day = Array.from({ length: 1_440 }, (_, minute) => ({ ...template!, minute, step: 0 }));
    expect(JSON.stringify(observe(begun, day).series[0]).length).toBeLessThan(2_000);
  });
});

describe("a measured minute", () => {
  test("has no more bad requests than requests, and a step that has begun", () => {
    const good = ladder({ rps: 1, times: 1, cold: false }, chanceOf(1))[12];
    expect(MeasuredMinute.safeParse(good).success).toBe(true);
    expect(MeasuredMinute.safeParse({ ...good, stable: { requests: 3, bad: 4 } }).success).toBe(false);
    expect(MeasuredMinute.safeParse({ ...good, step: 13 }).success).toBe(false);
  });
});
