import type { Clock } from "@signalbox/core/clock";
import { Sleepers } from "./sleepers.ts";

/** The clock of a world: a Clock that also says what kind of time it keeps. */
export interface WorldClock extends Clock {
  readonly kind: "real" | "accelerated" | "virtual";
  /** World seconds that pass in one real second; Infinity when virtual. */
  readonly factor: number;
  /**
   * Until real work (an import, a file, a process) has ended, virtual time stands still and accelerated time keeps to real
   * time.
   */
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

/** Real milliseconds between two looks at a fast clock that somebody sleeps by; between them comes I/O. */
const beatMs = 5;
/** The most that passes between two looks, in milliseconds of the world: the shortest time-outs are of 2 s. */
const longestStepMs = 500;

/**
 * Real time, or time that runs `factor` times as fast from `start` on. Fast time waits for its machine: a pause of 200 ms,
 * of a busy laptop or of one that slept, would be 4 s at a factor of 20, in which time-outs end for which nobody is to
 * blame. So while somebody sleeps, at most a step passes at once (or two beats: Node's timers may be late by one). And real
 * work that is held takes the time that it takes.
 */
export function realClock(factor = 1, start = Date.now()): WorldClock {
  const sleepers = new Sleepers();
  let [world, since] = [start, performance.now()];
  let [holds, hurries] = [0, 0];
  let pace = factor;
  let timer: NodeJS.Timeout | undefined;
  /** Of the timer, by performance.now(). */
  let due = Number.POSITIVE_INFINITY;

  const fast = (): boolean => factor !== 1 || hurries > 0;
  const at = (real: number): number => {
    const most = fast() && timer ? Math.max(longestStepMs / pace, 2 * beatMs) : Number.POSITIVE_INFINITY;
    return world + Math.min(real - since, most) * pace;
  };
  const now = (): number => at(performance.now());
  const look = (): number => {
    const real = performance.now();
    [world, since] = [at(real), real];
    return world;
  };
  const arm = (): void => {
    const real = performance.now();
    const left = Math.max(0, (sleepers.next ?? Number.POSITIVE_INFINITY) - at(real)) / pace;
    const delay = Math.min(left, fast() ? beatMs : longestTimer);
    // An earlier timer stays: holds come at every turn of a busy cloud, and would put it off for ever.
    if (!timer || real + delay < due) {
      clearTimeout(timer);
      // By way of setImmediate: or timers that are late would come one after another, and what the network brings never.
      timer = setTimeout(() => setImmediate(wake), delay);
      due = real + delay;
    }
    if (sleepers.next === undefined) timer.unref();
    else timer.ref();
  };
  const wake = (): void => {
    const time = look();
    due = Number.POSITIVE_INFINITY;
    // Only after a beat in which nobody slept is nobody waiting: who was just woken may be about to sleep again.
    if (sleepers.next === undefined) timer = undefined;
    else {
      while (sleepers.next !== undefined && sleepers.next <= time) sleepers.wake();
      arm();
    }
  };
  const sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
    signal?.throwIfAborted();
    if (ms <= 0) return;
    if (!timer) look();
    const end = now() + ms;
    const slept = sleepers.add(end, signal, arm);
    if (sleepers.next === end) arm();
    await slept;
  };
  /** What has passed until now has passed at the pace until now. */
  const repace = (change: () => void): void => {
    look();
    change();
    if (holds > 0) pace = Math.min(factor, 1);
    else pace = hurries > 0 ? Math.max(factor, hurried) : factor;
    arm();
  };
  const hold = async <T>(work: Promise<T>): Promise<T> => {
    repace(() => holds++);
    try {
      return await work;
    } finally {
      repace(() => holds--);
    }
  };
  const hurry = async <T>(work: Promise<T>): Promise<T> => {
    repace(() => hurries++);
    try {
      return await work;
    } finally {
      repace(() => {
        hurries--;
        // A real clock that was set back for the hurry, and is not yet where it should be, is put right.
        if (factor === 1) world = Math.max(world, Date.now());
      });
    }
  };
  return { kind: factor === 1 ? "real" : "accelerated", factor, now, sleep, hold, hurry };
}

/**
 * A clock for a new world: set back by more than its boot hurries through (40 s for one region, up to 180 s for three), so
 * that real time is real after it.
 */
export const newClock = (factor: number): WorldClock => realClock(factor, Date.now() - 300_000);

/** This machine's own time, for what outlives a world's clock. */
export const realTime = (): number => Date.now();

/**
 * A clock for a world that stood at `world` when real time was `real`. What has passed since passes in it, too, but not
 * faster: nobody was there to act in time.
 */
export function continuedClock(factor: number, { world, real }: { world: number; real: number }): WorldClock {
  return realClock(factor, world + Math.max(0, realTime() - real) * Math.min(factor, 1));
}

/** Time that moves only when everything else has come to rest; two hours pass in a fraction of a second. */
export function virtualClock(start = Date.UTC(2026, 0, 1)): VirtualClock {
  let time = start;
  let holds = 0;
  const sleepers = new Sleepers();

  const sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
    signal?.throwIfAborted();
    await sleepers.add(time + Math.max(0, ms), signal);
  };

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
      if (sleepers.next === undefined)
        throw new Error("virtual time stands still: work is pending, but nobody sleeps");
      time = Math.max(time, sleepers.next);
      sleepers.wake();
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
