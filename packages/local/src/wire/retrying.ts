import { clockRetryStrategy } from "@signalbox/functions/aws/retry";
import { isServerError, isThrottlingError, isTransientError } from "@smithy/core/retry";
import type { Provider, RetryErrorType, RetryStrategy, RetryStrategyV2, SdkError } from "@smithy/types";
import type { WorldClock } from "../world/clock.ts";

export interface ClientRetries {
  readonly retryStrategy: Provider<RetryStrategy | RetryStrategyV2>;
  readonly maxAttempts: Provider<number>;
}

/**
 * The client's own strategy where it waits on a clock, otherwise one like it that does: as many attempts, waits on `clock`.
 * Found at the first call: without explicit settings the SDK looks into ~/.aws, which virtual time has to be held for.
 */
export function strategyOf(client: ClientRetries, clock: WorldClock): () => Promise<RetryStrategyV2> {
  let found: Promise<RetryStrategyV2> | undefined;
  const find = async (): Promise<RetryStrategyV2> => {
    const strategy = await client.retryStrategy();
    if ("clock" in strategy && "acquireInitialRetryToken" in strategy) return strategy;
    return clockRetryStrategy(clock, { maxAttempts: await client.maxAttempts() });
  };
  return () => {
    found ??= clock.hold(find());
    return found;
  };
}

export interface Attempts {
  readonly attempts: number;
  readonly totalRetryDelay: number;
}

/** What the SDK's retry middleware does, without its timers: attempts until one succeeds or the strategy gives up. */
export async function retrying<T>(
  strategy: RetryStrategyV2,
  signal: AbortSignal | undefined,
  attempt: () => Promise<T>,
): Promise<[T, Attempts]> {
  let token = await strategy.acquireInitialRetryToken("");
  let totalRetryDelay = 0;
  for (let attempts = 1; ; attempts++) {
    try {
      const result = await (signal ? abortable(attempt, signal) : attempt());
      strategy.recordSuccess(token);
      return [result, { attempts, totalRetryDelay }];
    } catch (error) {
      const last = token;
      const errorType = typeOf(error);
      try {
        const refresh = () => strategy.refreshRetryTokenForRetry(last, { errorType });
        token = await (signal ? abortable(refresh, signal) : refresh());
      } catch (refused) {
        if (signal?.aborted) throw refused;
        if (error instanceof Error && "$metadata" in error)
          Object.assign(error.$metadata ?? {}, { attempts, totalRetryDelay });
        throw error;
      }
      totalRetryDelay += token.$retryLog?.acquisitionDelay ?? 0;
    }
  }
}

function typeOf(error: unknown): RetryErrorType {
  if (!isSdkError(error)) return "CLIENT_ERROR";
  if (isThrottlingError(error)) return "THROTTLING";
  if (isTransientError(error)) return "TRANSIENT";
  return isServerError(error) ? "SERVER_ERROR" : "CLIENT_ERROR";
}

const isSdkError = (error: unknown): error is SdkError => error instanceof Error;

/** Rejects as the SDK's HTTP handler does once the signal aborts; the call itself goes on, as on a server. */
async function abortable<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void =>
    aborted.reject(Object.assign(new Error("Request aborted"), { name: "AbortError" }));
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([aborted.promise, signal.aborted ? aborted.promise : work()]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
