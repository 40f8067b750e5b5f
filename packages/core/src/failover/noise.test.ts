import fc from "fast-check";
import { expect, test } from "vitest";
import { decide } from "./decide.ts";
import { down, minuteMs, observed, observers, situation, up } from "./failover.fixture.ts";
import type { Observation } from "./observation.ts";

const start = Date.parse("2026-11-22T08:00:00Z");
const skews = fc.tuple(...observers.map(() => fc.integer({ min: -10_000, max: 10_000 })));

/** One observation a minute and observer over half an hour; `sees` says what an observer sees in a minute, undefined: it writes none. */
const watched = (
  skew: readonly number[],
  sees: (observer: number, minute: number) => "up" | "down" | "blind" | undefined,
): Observation[] =>
  Array.from({ length: 30 }, (_, minute) => minute).flatMap((minute) =>
    observers.flatMap((name, observer) => {
      const saw = sees(observer, minute);
      const at = start + minute * minuteMs + (skew[observer] ?? 0);
      return saw === undefined ? [] : [observed(name, at, saw === "down" ? down : up, saw !== "blind")];
    }),
  );

/** Decides once a minute, as the alarm asks; whether any time the answer is to act. */
const everActs = (observations: readonly Observation[]): boolean =>
  Array.from({ length: 30 }, (_, minute) => start + minute * minuteMs + 20_000).some(
    (now) =>
      decide(
        situation(
          now,
          observations.filter(({ at }) => at <= now),
        ),
      ).act !== "nothing",
  );

test("a partition that is shorter than five minutes, flapping observers and one that is mad never leave a region", () => {
  fc.assert(
    fc.property(
      skews,
      fc.integer({ min: 0, max: 25 }),
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 0, max: 2 }),
      fc.array(fc.tuple(fc.integer({ min: 0, max: 29 }), fc.constantFrom("blind", undefined)), {
        maxLength: 20,
      }),
      (skew, from, minutes, mad, gaps) => {
        const observations = watched(skew, (observer, minute) => {
          const gap = gaps.find(([at]) => at === minute);
          if (gap && observer !== mad) return gap[1];
          // One sees it down for ever; the others for a while.
          return observer === mad || (minute >= from && minute < from + minutes) ? "down" : "up";
        });
        expect(everActs(observations)).toBe(false);
      },
    ),
    { numRuns: 500 },
  );
});

test("a region that is lost, and that two of three go on seeing, is left within seven minutes", () => {
  fc.assert(
    fc.property(
      skews,
      fc.integer({ min: 0, max: 15 }),
      fc.integer({ min: 0, max: 2 }),
      (skew, lostAt, gone) => {
        const observations = watched(skew, (observer, minute) =>
          observer === gone ? undefined : minute < lostAt ? "up" : "down",
        );
        const now = start + (lostAt + 7) * minuteMs;
        const known = observations.filter(({ at }) => at <= now);
        expect(decide(situation(now, known)).act).toBe("failover");
      },
    ),
    { numRuns: 500 },
  );
});
