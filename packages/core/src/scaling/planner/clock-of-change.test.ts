import { expect, test } from "vitest";
import { evenClock, movesOf, riskOf, sawStep } from "./clock-of-change.ts";

test("demand that steps every ten minutes is at risk across such a minute, and hardly between two", () => {
  const clock = evenClock();
  for (let minute = 0; minute < 2 * 1440; minute++) sawStep(clock, minute, minute % 10 === 1 ? 0.2 : 0.02);
  const moves = movesOf(clock, 6);
  expect(riskOf(moves, 118, 124)).toBe(1);
  expect(riskOf(moves, 122, 128)).toBeLessThan(0.1);
});

test("demand without a clock is at risk in proportion to time", () => {
  const clock = evenClock();
  for (let minute = 0; minute < 2 * 1440; minute++) sawStep(clock, minute, ((minute * 37) % 101) / 1000);
  const moves = movesOf(clock, 6);
  const risks = Array.from({ length: 60 }, (_, minute) => riskOf(moves, minute, minute + 6));
  expect(Math.max(...risks)).toBeLessThanOrEqual(1);
  expect(risks.reduce((sum, one) => sum + one, 0) / 60).toBeGreaterThan(0.5);
});
