import type { Trace } from "@signalbox/core/scaling/trace";
import type { Random } from "../../world/random.ts";

/** A request of a trace. */
export interface Arrival {
  /** Seconds since the trace's first minute. */
  readonly at: number;
  readonly input: number;
  readonly output: number;
}

/**
 * The requests of one minute of a trace, in the order in which they come: spread over it by chance, each with the minute's mean of tokens,
 * as a trace has no more. Of a share, what is no whole request comes with that chance.
 */
export function arrivalsIn(trace: Trace, minute: number, share: number, random: Random): Arrival[] {
  const requests = trace.requests[minute] ?? 0;
  if (requests <= 0) return [];
  const input = Math.round((trace.inputTokens[minute] ?? 0) / requests);
  const output = Math.max(1, Math.round((trace.outputTokens[minute] ?? 0) / requests));
  const expected = requests * share;
  const count = Math.floor(expected) + (random.next() < expected % 1 ? 1 : 0);
  return Array.from({ length: count }, () => ({ at: (minute + random.next()) * 60, input, output })).toSorted(
    (a, b) => a.at - b.at,
  );
}
