import { expect, test } from "vitest";
import { believedUntil, isAhead, windowSince } from "./window.ts";

const minute = 60_000;
const now = Date.parse("2026-11-22T12:00:07Z");

test("what has come since the last look is read by ten seconds, and by minutes where that is long ago", () => {
  expect(windowSince(now - 67_000, now)).toEqual({ from: now - 67_000, to: now - 7_000, seconds: 10 });
  expect(windowSince(now - 3_600_000, now)).toMatchObject({ to: now - 7_000, seconds: 60 });
});

test("a planner that knows nothing learns from all that CloudWatch still has by minutes", () => {
  const { from, seconds } = windowSince(undefined, now);
  expect(now - from).toBeGreaterThanOrEqual(14 * 86_400_000);
  expect(now - from).toBeLessThan(14 * 86_400_000 + minute);
  expect(seconds).toBe(60);
});

test("the newest words may still be on their way, and after two minutes of silence the metrics are missing", () => {
  const window = { from: 0, to: 10 * minute, seconds: 10 };
  expect(believedUntil(window, [9 * minute])).toEqual({ to: 9 * minute + 10_000, blind: false });
  expect(believedUntil(window, [7 * minute])).toEqual({ to: 10 * minute, blind: true });
  expect(believedUntil(window, [])).toEqual({ to: 10 * minute, blind: true });
});

test("what is dated later than now by more than ten seconds comes from another clock", () => {
  const begun = Math.floor(now / 10_000) * 10_000;
  expect(isAhead([begun - minute, begun], now)).toBe(false);
  expect(isAhead([begun + 10_000], now)).toBe(false);
  expect(isAhead([begun - minute, begun + 20_000], now)).toBe(true);
  expect(isAhead([], now)).toBe(false);
});
