import { abortReason } from "./abort-reason.ts";
import type { Clock } from "./clock.ts";

/** What work comes to, if it does so within `ms` of the clock; else what `late` says, and nobody hears the work any more. */
export const inTime = <T>(clock: Clock, ms: number, late: () => T, work: () => Promise<T>): Promise<T> =>
  beside(clock, ms, (over) => Promise.race([over.then(late), work()]));

/** What each of some works comes to in that time; undefined stands for one that is late. */
export const eachInTime = <T>(
  clock: Clock,
  ms: number,
  works: readonly (() => Promise<T>)[],
): Promise<(T | undefined)[]> =>
  beside(clock, ms, (over) => Promise.all(works.map((work) => Promise.race([over, work()]))));

/** Does work beside one timer, which ends with it. */
async function beside<T>(
  clock: Clock,
  ms: number,
  work: (over: Promise<undefined>) => Promise<T>,
): Promise<T> {
  const done = new AbortController();
  const over = clock.sleep(ms, done.signal).then(
    () => undefined,
    // Nobody hears it: it is only aborted once the work is done.
    () => undefined,
  );
  try {
    return await work(over);
  } finally {
    done.abort(abortReason);
  }
}
