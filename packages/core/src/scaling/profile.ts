/** What one replica of a model on one kind of GPU does. Rates are of a single request beside full neighbours. */
export interface ReplicaProfile {
  /** Requests that it serves at once. */
  readonly slots: number;
  /** Tokens of a prompt that it reads in a second. */
  readonly prefillPerSecond: number;
  /** Seconds for each token of an answer. */
  readonly secondsPerToken: number;
  /** Seconds from the decision to the first request; what is expected before any start was measured. */
  readonly startSeconds: number;
  /** Seconds that it is still paid for when it no longer takes requests. */
  readonly drainSeconds: number;
  /** Seconds that are paid at least. */
  readonly leastSeconds: number;
  readonly usdPerHour: number;
}

/**
 * A 7 to 8 billion parameter model on an NVIDIA A10G (g5.xlarge). The rates are assumptions in the range that vLLM reaches there,
 * not measurements; the price is the on-demand one of us-east-1.
 */
export const a10g: ReplicaProfile = {
  slots: 16,
  prefillPerSecond: 4000,
  secondsPerToken: 0.04,
  startSeconds: 300,
  drainSeconds: 60,
  leastSeconds: 60,
  usdPerHour: 1.006,
};

/** Seconds for which a request holds a slot. */
export function serviceSeconds(profile: ReplicaProfile, inputTokens: number, outputTokens: number): number {
  return inputTokens / profile.prefillPerSecond + outputTokens * profile.secondsPerToken;
}
