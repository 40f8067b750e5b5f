import type { Clock } from "@signalbox/core/clock";

/** The clock of a world: a Clock that also says what kind of time it keeps. */
export interface WorldClock extends Clock {
  readonly kind: "real" | "accelerated" | "virtual";
  /** World seconds that pass in one real second; Infinity when virtual. */
  readonly factor: number;
  /** Keeps virtual time standing still until real work (an import, a file) has ended. */
  hold<T>(work: Promise<T>): Promise<T>;
  /** Lets time run fast until `work` has settled, so that a person need not wait for a platform's first tasks. */
  hurry<T>(work: Promise<T>): Promise<T>;
}

export interface VirtualClock extends WorldClock {
  /** Moves time from sleeper to sleeper until `work` has settled. Throws when nothing is left to wait for. */
  run<T>(work: Promise<T>): Promise<T>;
}

/** setTimeout's limit; a longer sleep is slept in parts. */
const longestTimer = 2 ** 31 - 1;

/** World seconds in a real one while a clock hurries; health checks and starts of tasks keep up with it. */
const hurried = 60;

/** Real time, or time that runs `factor` times as fast from `start` on. */
export function realClock(factor = 1, start = Date.now()): WorldClock {
  let pace = factor;
  let [since, base] = [performance.now(), start];
  const now = (): number => base + (performance.now() - since) * pace;
  const sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
    const end = now() + ms;
    for (;;) {
      signal?.throwIfAborted();
      const left = end - now();
      if (left <= 0) return;
      await timer(Math.min(left / pace, longestTimer), signal);
    }
  };
  const setPace = (next: number): void => {
    [base, since, pace] = [now(), performance.now(), next];
  };
  const hurry = async <T>(work: Promise<T>): Promise<T> => {
    setPace(Math.max(factor, hurried));
    try {
      return await work;
    } finally {
      setPace(factor);
      // A real clock that was set back for the hurry, and is not yet where it should be, is put right.
      if (factor === 1) base = Math.max(base, Date.now());
    }
  };
  return { kind: factor === 1 ? "real" : "accelerated", factor, now, sleep, hold: (work) => work, hurry };
}

/**
 * A clock for a new world: set back by more than its boot hurries through (40 s for one region, up to 180 s for three), so
 * that real time is real after it.
 */
export const newClock = (factor: number): WorldClock => realClock(factor, Date.now() - 300_000);

/** This machine's own time, for what outlives a world's clock. */
export const realTime = (): number => Date.now();

/**
 * A clock for a world that stood at `world` when real time was `real`: what has passed since passes in it, too, at its own
 * pace.
 */
export function continuedClock(factor: number, { world, real }: { world: number; real: number }): WorldClock {
  return realClock(factor, world + Math.max(0, realTime() - real) * factor);
}

function timer(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(handle);
      reject(signal?.reason);
    };
    const handle = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, ms);
    signal?.addEventListener("abort", abort, { once: true });
  });
}

interface Sleeper {
  readonly at: number;
  readonly order: number;
  wake(): void;
}

/** Time that moves only when everything else has come to rest; two hours pass in a fraction of a second. */
export function virtualClock(start = Date.UTC(2026, 0, 1)): VirtualClock {
  let time = start;
  let order = 0;
  let holds = 0;
  const sleepers: Sleeper[] = [];

  const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const sleeper: Sleeper = {
        at: time + Math.max(0, ms),
        order: order++,
        wake: () => {
          signal?.removeEventListener("abort", abort);
          resolve();
        },
      };
      const abort = (): void => {
        sleepers.splice(sleepers.indexOf(sleeper), 1);
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", abort, { once: true });
      insert(sleepers, sleeper);
    });

  const run = async <T>(work: Promise<T>): Promise<T> => {
    let settled = false;
    const settle = (): void => {
      settled = true;
    };
    work.then(settle, settle);
    for (;;) {
      await turn();
      if (settled) return work;
      if (holds > 0) continue;
      const next = sleepers.shift();
      if (!next) throw new Error("virtual time stands still: work is pending, but nobody sleeps");
      time = Math.max(time, next.at);
      next.wake();
    }
  };

  const hold = async <T>(work: Promise<T>): Promise<T> => {
    holds++;
    try {
      return await work;
    } finally {
      holds--;
    }
  };
  return {
    kind: "virtual",
    factor: Number.POSITIVE_INFINITY,
    now: () => time,
    sleep,
    hold,
    hurry: (work) => work,
    run,
  };
}

/** One turn of the event loop: every promise that can settle without I/O has settled after it. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Keeps sleepers sorted by time, then by order of arrival. */
function insert(sleepers: Sleeper[], sleeper: Sleeper): void {
  let low = 0;
  let high = sleepers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = sleepers[middle];
    if (other && (other.at < sleeper.at || (other.at === sleeper.at && other.order < sleeper.order)))
      low = middle + 1;
    else high = middle;
  }
  sleepers.splice(low, 0, sleeper);
}
