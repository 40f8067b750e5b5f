import { type ReplicaProfile, serviceSeconds } from "../profile.ts";
import type { Trace } from "../trace.ts";
import { binomial, chanceOf } from "./chance.ts";

/** Seconds of a bin: the simulation's step. */
export const binSeconds = 10;
export const binsPerMinute = 6;

/** What arrives in each bin. */
export interface Load {
  readonly requests: Float64Array;
  /** Slot-seconds. */
  readonly work: Float64Array;
}

export interface Thinning {
  /** The share of the trace's requests that come here. */
  readonly share: number;
  readonly seed: number;
  /** Tokens of every request; where there are none, the minute's mean in the trace. */
  readonly tokens?: { readonly input: number; readonly output: number };
}

/** Draws which requests of a trace come (binomial), and in which bin of their minute (multinomial). */
export function loadOf(trace: Trace, profile: ReplicaProfile, { share, seed, tokens }: Thinning): Load {
  const chance = chanceOf(seed);
  const minutes = trace.requests.length;
  const requests = new Float64Array(minutes * binsPerMinute);
  const work = new Float64Array(minutes * binsPerMinute);
  for (let minute = 0; minute < minutes; minute++) {
    const all = trace.requests[minute] ?? 0;
    const per = tokens
      ? serviceSeconds(profile, tokens.input, tokens.output)
      : all > 0
        ? serviceSeconds(profile, trace.inputTokens[minute] ?? 0, trace.outputTokens[minute] ?? 0) / all
        : 0;
    let left = binomial(chance, all, share);
    for (let bin = 0; bin < binsPerMinute; bin++) {
      const here = binomial(chance, left, 1 / (binsPerMinute - bin));
      left -= here;
      requests[minute * binsPerMinute + bin] = here;
      work[minute * binsPerMinute + bin] = here * per;
    }
  }
  return { requests, work };
}

/** The part of a load from one minute up to another. */
export function part({ requests, work }: Load, fromMinute: number, toMinute: number): Load {
  const [from, to] = [fromMinute * binsPerMinute, toMinute * binsPerMinute];
  return { requests: requests.subarray(from, to), work: work.subarray(from, to) };
}
