import { z } from "zod";
import { field } from "../config/field.ts";

const seconds = (value: number, description: string) =>
  field(z.number().min(0), { description, example: value, unit: "s" }).default(value);
const rate = (value: number, description: string, unit?: string) =>
  field(z.number().positive(), { description, example: value, ...(unit && { unit }) }).default(value);

/**
 * What one replica of a model on one kind of GPU does. Rates are of a single request beside full neighbours. The defaults are a 7 to 8
 * billion parameter model on an NVIDIA A10G (g5.xlarge): assumptions in the range that vLLM reaches there, not measurements; the price
 * is the on-demand one of us-east-1.
 */
export const ReplicaProfile = z.strictObject({
  slots: field(z.int().min(1), { description: "requests that it serves at once", example: 16 }).default(16),
  prefillPerSecond: rate(4000, "tokens of a prompt that it reads in a second", "1/s"),
  secondsPerToken: rate(0.04, "for each token of an answer", "s"),
  startSeconds: seconds(300, "from the decision to the first request, before any start was measured"),
  drainSeconds: seconds(60, "still paid for when it no longer takes requests"),
  leastSeconds: seconds(60, "paid at least"),
  usdPerHour: rate(1.006, "price of an hour", "$"),
});
export type ReplicaProfile = z.output<typeof ReplicaProfile>;

export const a10g = ReplicaProfile.parse({});

/** Seconds for which a request holds a slot. */
export function serviceSeconds(profile: ReplicaProfile, inputTokens: number, outputTokens: number): number {
  return inputTokens / profile.prefillPerSecond + outputTokens * profile.secondsPerToken;
}
