import type { Trace } from "@signalbox/core/scaling/trace";

/** A prompt of 400 tokens and an answer of 200: a tenth of a second and eight, so that four slots serve one in two seconds. */
const tokens = { input: 400, output: 200 } as const;

/** Minutes of the story, and requests in a minute at the end of each part; between them it goes straight. */
const parts = [
  { minutes: 12, to: 15 },
  { minutes: 10, to: 110 },
  { minutes: 12, to: 110 },
  { minutes: 8, to: 12 },
  { minutes: 18, to: 12 },
] as const;

/** When the surge is at its height. */
export const heightMinute = parts[0].minutes + parts[1].minutes + 3;

/** A calm, a surge to seven times as much within ten minutes, its height, and the way down. */
export function surge(): Trace {
  let level: number = parts[0].to;
  const requests = parts.flatMap(({ minutes, to }) => {
    const from = level;
    level = to;
    return Array.from({ length: minutes }, (_, minute) =>
      Math.round(from + ((to - from) * (minute + 1)) / minutes),
    );
  });
  return {
    requests: Float64Array.from(requests),
    inputTokens: Float64Array.from(requests, (count) => count * tokens.input),
    outputTokens: Float64Array.from(requests, (count) => count * tokens.output),
  };
}

/** Requests that one replica serves in a minute, all slots full. */
export const perReplica = (slots: number): number =>
  (slots * 60) / (tokens.input / 4000 + tokens.output * 0.04);
