import type { Clock } from "@signalbox/core/clock";
import { StandardRetryStrategy } from "@smithy/core/retry";
import type { RetryErrorType, RetryStrategyV2 } from "@smithy/types";
import { expect, it } from "vitest";
import { clockRetryStrategy } from "./retry.ts";

/** A clock that jumps over every sleep, and tells how long each was. */
function jumpingClock(): Clock & { readonly sleeps: number[] } {
  let time = 1_000_000;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => time,
    sleep: async (ms) => {
      sleeps.push(ms);
      time += ms;
    },
  };
}

const atOnce = { setDelayBase: () => {}, computeNextBackoffDelay: () => 0 };

/** How many retries the strategy grants to one call that keeps failing. */
async function retriesOf(strategy: RetryStrategyV2, errorType: RetryErrorType): Promise<number> {
  let token = await strategy.acquireInitialRetryToken("");
  for (;;) {
    try {
      token = await strategy.refreshRetryTokenForRetry(token, { errorType });
    } catch {
      return token.getRetryCount();
    }
  }
}

it("waits on the clock and leaves the middleware nothing to wait for", async () => {
  const clock = jumpingClock();
  const strategy = clockRetryStrategy(clock, { chance: () => 0.5, maxAttempts: 5 });
  let token = await strategy.acquireInitialRetryToken("");
  for (let retry = 0; retry < 4; retry++) {
    token = await strategy.refreshRetryTokenForRetry(token, { errorType: "TRANSIENT" });
    expect(token.getRetryDelay()).toBe(0);
    expect(token.$retryLog?.acquisitionDelay).toBe(clock.sleeps.at(-1));
  }
  expect(clock.sleeps).toEqual([25, 50, 100, 200]);
});

it("waits longer when it is throttled, and as long as the server asks", async () => {
  const clock = jumpingClock();
  const strategy = clockRetryStrategy(clock, { chance: () => 0.5 });
  const token = await strategy.acquireInitialRetryToken("");
  await strategy.refreshRetryTokenForRetry(token, { errorType: "THROTTLING" });
  const retryAfterHint = new Date(clock.now() + 3000);
  await strategy.refreshRetryTokenForRetry(token, { errorType: "THROTTLING", retryAfterHint });
  const tooLong = new Date(clock.now() + 60_000);
  await strategy.refreshRetryTokenForRetry(token, { errorType: "THROTTLING", retryAfterHint: tooLong });
  expect(clock.sleeps).toEqual([500, 3000, 5500]);
});

it.each<RetryErrorType>(["TRANSIENT", "THROTTLING", "SERVER_ERROR", "CLIENT_ERROR"])(
  "grants for %s what the SDK's standard strategy grants, until the quota is used up",
  async (errorType) => {
    const ours = clockRetryStrategy(jumpingClock());
    const standard = new StandardRetryStrategy({ maxAttempts: 3, backoff: atOnce });
    for (let call = 0; call < 60; call++)
      expect(await retriesOf(ours, errorType)).toBe(await retriesOf(standard, errorType));
  },
);

it("spreads its waits by the time, the same way each time", async () => {
  const waits = async (): Promise<number[]> => {
    const clock = jumpingClock();
    await retriesOf(clockRetryStrategy(clock, { maxAttempts: 6 }), "TRANSIENT");
    return clock.sleeps;
  };
  const first = await waits();
  expect(first).toEqual(await waits());
  expect(new Set(first).size).toBeGreaterThan(2);
  first.forEach((wait, retry) => {
    expect(wait).toBeGreaterThanOrEqual(0);
    expect(wait).toBeLessThan(50 * 2 ** retry);
  });
});
