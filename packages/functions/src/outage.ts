import { NamedError } from "@signalbox/core/error";
import { isServerError, isThrottlingError, isTransientError } from "@smithy/core/retry";
import type { SdkError } from "@smithy/types";

/**
 * Gives what the SDK itself takes for a passing fault, and has tried in vain, the one name by which machines try again:
 * services name throttling and failures of their own in some thirty ways. Every other error keeps its name.
 */
export async function namingOutages<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const outage = outageIn(error);
    if (!outage) throw error;
    throw new NamedError("Aws.Unavailable", `${outage.name}: ${outage.message}`, {}, { cause: error });
  }
}

/** Powertools wraps what its table's service answers. */
function outageIn(error: unknown): SdkError | undefined {
  if (!isError(error) || error instanceof NamedError) return undefined;
  if (isThrottlingError(error) || isServerError(error) || isTransientError(error)) return error;
  return error.name === "IdempotencyPersistenceLayerError" ? outageIn(error.cause) : undefined;
}

/** The SDK reads of any error what its own ones have. */
const isError = (error: unknown): error is SdkError => error instanceof Error;
