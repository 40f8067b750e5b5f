import { setTimeout as timer } from "node:timers/promises";
import type { Clock } from "@signalbox/core/clock";

/** Real time, for Lambda. Beside the local cloud's clock the only place that reads it. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await timer(ms, undefined, signal && { signal });
  },
};

/** Milliseconds since the process began, for a lease: whatever sets the machine's time does not move it. */
export const monotonicClock: Clock = { ...systemClock, now: () => performance.now() };
