import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binomial, candidatesShare, type Distribution } from "./distribution.ts";
import { type Look, sequentialTest } from "./sequential-test.ts";

interface Plan {
  readonly looks: readonly { readonly spendable: number; readonly counts: readonly Distribution[] }[];
}

/** The test's answer to one way in which the counts may have fallen. */
const asked = (plan: Plan, counts: readonly number[]) => {
  let next = 0;
  const looks = plan.looks.map(
    ({ spendable, counts: distributions }): Look => ({
      spendable,
      strata: distributions.map((distribution) => ({ distribution, observed: counts[next++] ?? 0 })),
    }),
  );
  return sequentialTest(looks);
};

const chancesOf = ({ least, most, ratio }: Distribution): [number, number][] => {
  const weights: [number, number][] = [[least, 1]];
  for (let k = least; k < most; k++) weights.push([k + 1, (weights.at(-1)?.[1] ?? 0) * ratio(k)]);
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  return weights.map(([k, weight]) => [k, weight / total]);
};

/** Chance that any look rejects when the counts are `truth`: every way in which they may fall is asked. */
function chanceOfRejection(plan: Plan, truth: readonly Distribution[]): number {
  const walk = (rest: readonly Distribution[], counts: readonly number[], chance: number): number => {
    const [head, ...tail] = rest;
    if (!head) return asked(plan, counts).rejectedAt === undefined ? 0 : chance;
    return chancesOf(head).reduce((sum, [k, part]) => sum + walk(tail, [...counts, k], chance * part), 0);
  };
  return walk(truth, [], 1);
}

interface Minute {
  readonly candidate: number;
  readonly stable: number;
  readonly bad: number;
}

const minute: fc.Arbitrary<Minute> = fc
  .record({
    candidate: fc.integer({ min: 1, max: 30 }),
    stable: fc.integer({ min: 1, max: 30 }),
    bad: fc.integer({ min: 1, max: 5 }),
  })
  .map((one) => ({ ...one, bad: Math.min(one.bad, one.candidate + one.stable) }));
const level = fc.double({ min: 0.001, max: 0.4, noNaN: true });
const odds = fc.double({ min: 0.3, max: 4, noNaN: true });

const planOf = (minutes: readonly Minute[], alpha: number, by: number) => {
  const counts = minutes.map(({ bad, candidate, stable }) => candidatesShare(bad, candidate, stable, by));
  const plan: Plan = {
    looks: counts.map((count, i) => ({ spendable: (alpha * (i + 1)) / counts.length, counts: [count] })),
  };
  return { counts, plan };
};

describe("the sequential test", () => {
  test("rejects with at most its level over all looks, wherever the truth is no worse than the null", () => {
    fc.assert(
      fc.property(
        fc.array(minute, { minLength: 1, maxLength: 4 }),
        level,
        odds,
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        (minutes, alpha, tolerated, better) => {
          const { plan, counts } = planOf(minutes, alpha, tolerated);
          const atNull = chanceOfRejection(plan, counts);
          expect(atNull).toBeLessThanOrEqual(alpha + 1e-9);
          const truth = planOf(minutes, alpha, tolerated * better).counts;
          expect(chanceOfRejection(plan, truth)).toBeLessThanOrEqual(atNull + 1e-9);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("keeps its level where counts are rounded to bins, and does not throw it away", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 150 }),
        fc.integer({ min: 60, max: 150 }),
        fc.double({ min: 0.01, max: 0.1, noNaN: true }),
        (first, second, alpha) => {
          const counts = [binomial(first, 0.3), binomial(second, 0.4)];
          const plan: Plan = {
            looks: counts.map((count, i) => ({ spendable: (alpha * (i + 1)) / 2, counts: [count] })),
          };
          const chance = chanceOfRejection(plan, counts);
          expect(chance).toBeLessThanOrEqual(alpha + 1e-9);
          expect(chance).toBeGreaterThan(alpha / 20);
        },
      ),
      { numRuns: 20 },
    );
  });

  test("a larger count never takes a rejection back", () => {
    fc.assert(
      fc.property(
        fc.array(minute, { minLength: 1, maxLength: 6 }),
        level,
        odds,
        fc.infiniteStream(fc.nat(30)),
        fc.nat(5),
        (minutes, alpha, by, stream, at) => {
          const { plan, counts } = planOf(minutes, alpha, by);
          const seen = counts.map(
            ({ least, most }) => least + ((stream.next().value ?? 0) % (most - least + 1)),
          );
          const more = seen.map((count, i) => (i === at ? Math.min(count + 1, counts[i]?.most ?? 0) : count));
          if (asked(plan, seen).rejectedAt !== undefined)
            expect(asked(plan, more).rejectedAt).toBeLessThanOrEqual(asked(plan, seen).rejectedAt ?? 0);
        },
      ),
    );
  });

  test("says how many more it would have taken at the last look", () => {
    fc.assert(
      fc.property(fc.array(minute, { minLength: 1, maxLength: 6 }), level, odds, (minutes, alpha, by) => {
        const { plan, counts } = planOf(minutes, alpha, by);
        const least = counts.map((count) => count.least);
        const { missing, rejectedAt } = asked(plan, least);
        if (rejectedAt !== undefined) return;
        const last = counts.at(-1);
        const room = (last?.most ?? 0) - (last?.least ?? 0);
        fc.pre(missing > 0 && missing <= room);
        const reached = least.with(-1, (least.at(-1) ?? 0) + missing);
        const short = least.with(-1, (least.at(-1) ?? 0) + missing - 1);
        expect(asked(plan, reached).rejectedAt).toBe(minutes.length - 1);
        expect(asked(plan, short).rejectedAt).toBeUndefined();
      }),
    );
  });
});
