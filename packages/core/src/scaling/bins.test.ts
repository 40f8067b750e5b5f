import { expect, test } from "vitest";
import { binsOf, type Series } from "./bins.ts";
import { a10g } from "./profile.ts";

const series = (given: Partial<Record<keyof Series, readonly (number | undefined)[]>>): Series => {
  const of = (name: keyof Series) =>
    new Map(
      (given[name] ?? []).flatMap((value, at) =>
        value === undefined ? [] : [[at * 10_000, value] as const],
      ),
    );
  return {
    requests: of("requests"),
    refused: of("refused"),
    waiting: of("waiting"),
    running: of("running"),
    inputTokens: of("inputTokens"),
    outputTokens: of("outputTokens"),
  };
};
const bins = (given: Parameters<typeof series>[0], count = 3) =>
  binsOf(series(given), { from: 0, to: count * 10_000, seconds: 10 }, { profile: a10g, slots: 16, wait: 5 });

test("demand is what came in, each for as long as the busy slots say that one takes", () => {
  const [first] = bins({ requests: [30, 30, 30], running: [12, 12, 12], waiting: [0, 0, 0] });
  expect(first).toMatchObject({ end: 10_000, demand: { requests: 30, work: 120 }, busy: 12, late: 0 });
});

test("where too little was served to tell, tokens and the profile do", () => {
  const [first] = bins({ requests: [1, 0, 0], running: [0, 0, 0], inputTokens: [800], outputTokens: [100] });
  expect(first?.demand?.work).toBeCloseTo(800 / 4000 + 100 * 0.04);
});

test("long answers count for as long as they keep slots busy, though nobody else comes", () => {
  const [, second] = bins({ requests: [8, 0, 0], running: [8, 8, 8], inputTokens: [3200] });
  expect(second?.demand).toEqual({ requests: 0, work: 80 });
});

test("a period in which nobody said anything is unknown, and one in which nobody came is none", () => {
  expect(
    bins({ requests: [30, undefined, 0], running: [1, undefined, 0] }).map(({ demand }) => demand?.requests),
  ).toEqual([30, undefined, 0]);
});

test("late are those who were turned away, and those with more before them than the slots work off in time", () => {
  const [, second] = bins({
    requests: [40, 40, 40],
    running: [16, 16, 16],
    waiting: [0, 30, 30],
    refused: [0, 2, 0],
  });
  expect(second?.late).toBeGreaterThan(2);
  expect(second?.late).toBeLessThanOrEqual(40);
});
