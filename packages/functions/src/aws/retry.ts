import type { Clock } from "@signalbox/core/clock";
import { INITIAL_RETRY_TOKENS, MAXIMUM_RETRY_DELAY, NO_RETRY_INCREMENT, Retry } from "@smithy/core/retry";
import type { RetryErrorInfo, RetryStrategyV2, StandardRetryToken } from "@smithy/types";

export interface ClockRetryStrategy extends RetryStrategyV2 {
  readonly clock: Clock;
}

/** As many attempts as the SDK's standard mode makes: the first and two more. */
const standardAttempts = 3;

/**
 * The SDK's standard retry mode (same errors, backoff, cost and quota as StandardRetryStrategy), but waiting on `clock`:
 * StandardRetryStrategy sleeps by setTimeout, which neither virtual nor accelerated time moves.
 * @param chance numbers in [0, 1) for the jitter
 */
export function clockRetryStrategy(
  clock: Clock,
  { maxAttempts = standardAttempts, chance = chanceOf(clock) } = {},
): ClockRetryStrategy {
  let quota = INITIAL_RETRY_TOKENS;
  return {
    clock,
    acquireInitialRetryToken: async () => token(0),
    refreshRetryTokenForRetry: async (last, { errorType, retryAfterHint }) => {
      const throttled = errorType === "THROTTLING";
      const cost = throttled ? Retry.throttlingCost() : Retry.cost();
      const count = last.getRetryCount();
      if (!isRetryable(errorType) || count + 1 >= maxAttempts || quota < cost)
        throw new Error("No retry token available");
      quota -= cost;
      const base = throttled ? Retry.throttlingDelay() : Retry.delay();
      const backoff = Math.floor(chance() * Math.min(base * 2 ** count, MAXIMUM_RETRY_DELAY));
      // A server may ask for more, but is heard for five seconds more at most, as in StandardRetryStrategy.
      const asked = retryAfterHint ? retryAfterHint.getTime() - clock.now() : 0;
      const delay = Math.max(backoff, Math.min(asked, backoff + 5000));
      await clock.sleep(delay);
      return token(count + 1, cost, delay);
    },
    recordSuccess: (last: StandardRetryToken) => {
      quota = Math.min(INITIAL_RETRY_TOKENS, quota + (last.getRetryCost() ?? NO_RETRY_INCREMENT));
    },
  };
}

const isRetryable = (type: RetryErrorInfo["errorType"]): boolean =>
  type === "THROTTLING" || type === "TRANSIENT";

/** The delay is already slept, so the middleware is told of none to sleep. */
function token(count: number, cost?: number, slept = 0): StandardRetryToken {
  return {
    getRetryCount: () => count,
    getRetryDelay: () => 0,
    getRetryCost: () => cost,
    $retryLog: { acquisitionDelay: slept },
  };
}

/** Jitter from the time itself: spread on AWS, where no two calls fail in the same microsecond; repeatable in virtual time. */
function chanceOf(clock: Clock): () => number {
  let calls = 0;
  return () => {
    const mixed = Math.imul((clock.now() * 1000 + calls++ * 0x9e3779b1) | 0, 0x85ebca6b);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}
