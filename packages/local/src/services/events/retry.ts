import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";

export interface RetryPolicy {
  readonly MaximumRetryAttempts?: number | undefined;
  readonly MaximumEventAgeInSeconds?: number | undefined;
}

/** What could not be delivered: why, and how long it was tried. */
export class Undelivered extends Error {
  override readonly name = "Undelivered";
  override readonly cause: unknown;
  readonly retries: number;
  /** The part of the retry policy that ended it; absent where another attempt would not have helped. */
  readonly exhausted: keyof RetryPolicy | undefined;
  constructor(cause: unknown, retries: number, exhausted?: keyof RetryPolicy) {
    super(`given up after ${retries} retries`);
    this.cause = cause;
    this.retries = retries;
    this.exhausted = exhausted;
  }
}

/**
 * Attempts until one succeeds, as EventBridge does: again where the target is throttled or broken, not where it is
 * missing or forbidden; at most 185 more times within 24 hours unless the policy says less. Throws Undelivered.
 */
export async function retry(
  world: World,
  policy: RetryPolicy | undefined,
  signal: AbortSignal,
  attempt: () => Promise<void>,
): Promise<void> {
  const { MaximumRetryAttempts: more = 185, MaximumEventAgeInSeconds: age = 86_400 } = policy ?? {};
  const end = world.clock.now() + age * 1000;
  for (let failures = 0; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      const pause = backoff(failures, world.random.next());
      if (!mayPass(error)) throw new Undelivered(error, failures);
      if (failures >= more) throw new Undelivered(error, failures, "MaximumRetryAttempts");
      if (world.clock.now() + pause > end) throw new Undelivered(error, failures, "MaximumEventAgeInSeconds");
      await world.clock.sleep(pause, signal);
    }
  }
}

/** Milliseconds: 1 s doubled up to 8 min, which spreads 185 attempts over the 24 hours, less up to a half at random. */
function backoff(failures: number, chance: number): number {
  return Math.min(1000 * 2 ** failures, 480_000) * (1 - chance / 2);
}

function mayPass(error: unknown): boolean {
  if (!(error instanceof AwsError)) return false;
  if (error.statusCode === 501) return false;
  return error.statusCode >= 500 || throttling.test(error.name);
}

export const throttling = /Throttl|TooManyRequests|LimitExceeded/;
