import { z } from "zod";
import type { Random } from "../world/random.ts";
import type { StatesError } from "./error.ts";
import type { Position } from "./frame.ts";
import { matches } from "./match.ts";

/** The defaults are AWS's. */
export const retrierSchema = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: z.array(z.string()).min(1),
  IntervalSeconds: z.int().min(1).max(99_999_999).default(1),
  MaxAttempts: z.int().min(0).max(99_999_999).default(3),
  BackoffRate: z.number().min(1).default(2),
  MaxDelaySeconds: z.int().min(1).max(31_622_400).optional(),
  JitterStrategy: z.enum(["FULL", "NONE"]).default("NONE"),
});

export type Retrier = z.output<typeof retrierSchema>;

/** Counts one more retry and says how long to wait before it (ms), or undefined where no retrier takes the error. */
export function nextRetry(
  retriers: readonly Retrier[],
  error: StatesError,
  position: Position,
  random: Random,
): number | undefined {
  // The first retrier that names the error is the one; when it is used up, no other is asked.
  const index = retriers.findIndex((retrier) => matches(retrier.ErrorEquals, error));
  const retrier = retriers[index];
  const used = position.retries[index] ?? 0;
  if (!retrier || used >= retrier.MaxAttempts) return undefined;
  position.retries[index] = used + 1;
  position.retryCount++;
  const backedOff = retrier.IntervalSeconds * retrier.BackoffRate ** used;
  const seconds = Math.min(backedOff, retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY);
  return (retrier.JitterStrategy === "FULL" ? seconds * random.next() : seconds) * 1000;
}
