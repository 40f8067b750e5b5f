import type { Clock } from "@signalbox/core/clock";
import { AwsError } from "../services/error.ts";
import type { ServiceName } from "../services/modules.ts";
import type { Call, Guard } from "./gate.ts";
import { largeRegions, type Rate, throttleRates } from "./throttle-rates.ts";

interface Bucket {
  tokens: number;
  /** Milliseconds since 1970 of the last refill. */
  at: number;
}

/**
 * Throttles calls as AWS does: a token bucket on the world's clock for each region and group of operations. AWS's own
 * services have buckets of their own there, which are not modelled: they pass.
 */
export function throttle(clock: Clock): Guard {
  const buckets = new Map<Rate, Map<string, Bucket>>();

  const take = (rate: Rate, region: string): boolean => {
    const { burst, perSecond } = largeRegions.includes(region) ? rate : { ...rate, ...rate.elsewhere };
    const regions = buckets.get(rate) ?? new Map<string, Bucket>();
    buckets.set(rate, regions);
    const now = clock.now();
    const bucket = regions.get(region) ?? { tokens: burst, at: now };
    regions.set(region, bucket);
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens--;
    return true;
  };

  return (call, next) => {
    const rate = call.context.principal.kind === "service" ? undefined : rateOf(call);
    if (rate && !take(rate, call.context.region)) throw refusal(call.service);
    return next(call);
  };
}

function rateOf({ service, operation }: Call): Rate | undefined {
  return throttleRates[service]?.find(({ operations }) =>
    operations.some((name) =>
      name.endsWith("*") ? operation.startsWith(name.slice(0, -1)) : name === operation,
    ),
  );
}

function refusal(service: ServiceName): AwsError {
  if (service === "lambda")
    return new AwsError("TooManyRequestsException", "Rate Exceeded.", {
      statusCode: 429,
      fields: { Type: "User", Reason: "CallerRateLimitExceeded" },
    });
  return new AwsError(service === "monitoring" ? "Throttling" : "ThrottlingException", "Rate exceeded");
}
