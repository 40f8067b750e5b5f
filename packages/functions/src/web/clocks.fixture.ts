import type { Clock } from "@signalbox/core/clock";

/** Whole pauses are over at once, and are noted; waits for a time-out, which are longer, last until they are aborted. */
export function pausingClock(
  longestPauseMs: number,
): Clock & { readonly pauses: number[]; pass(ms: number): void } {
  const pauses: number[] = [];
  let time = 0;
  return {
    pauses,
    now: () => time,
    pass: (ms) => {
      time += ms;
    },
    sleep: (ms, signal) => {
      if (ms <= longestPauseMs) {
        pauses.push(ms);
        time += ms;
        return Promise.resolve();
      }
      return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    },
  };
}

/** Every wait is over at once: nothing answers in time. */
export const impatientClock: Clock = { now: () => 0, sleep: async () => {} };
