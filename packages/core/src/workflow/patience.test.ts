import { expect, test } from "vitest";
import { patience } from "./patience.ts";

const { IntervalSeconds = 1, BackoffRate = 2, MaxAttempts = 0, MaxDelaySeconds = 0 } = patience;

/** The longest delay before each retry; full jitter takes any part of it. */
const delays = Array.from({ length: MaxAttempts }, (_, retry) =>
  Math.min(IntervalSeconds * BackoffRate ** retry, MaxDelaySeconds),
);

test("an outage of two minutes is outlasted, whatever the jitter: even with luck four deviations short of the mean", () => {
  const mean = delays.reduce((sum, delay) => sum + delay / 2, 0);
  const deviation = Math.sqrt(delays.reduce((sum, delay) => sum + delay ** 2 / 12, 0));
  expect(mean).toBeGreaterThan(240);
  expect(mean - 4 * deviation).toBeGreaterThan(120);
});
