import { abandoned, HeartbeatError, StatesError } from "./error.ts";
import type { Attempt } from "./frame.ts";
import type { Thread } from "./run.ts";

/** How long a task may take, and how long it may be silent; seconds. */
export interface Limits {
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
}

/**
 * Awaits an attempt's `work` until it answers, a limit passes, or the line is given up, whichever is first. `work` gets a signal that
 * aborts as soon as its answer no longer counts, and a function to call at each heartbeat.
 */
export function withDeadline<T>(
  { run, signal }: Thread,
  attempt: Attempt,
  work: (over: AbortSignal, beat: () => void) => Promise<T>,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const ended = new AbortController();
    const end = (settle: () => void): void => {
      if (ended.signal.aborted) return;
      signal.removeEventListener("abort", abandon);
      ended.abort(abandoned);
      settle();
    };
    const abandon = (): void => end(() => reject(abandoned));
    signal.addEventListener("abort", abandon, { once: true });

    // A sleep that is cut off because the work ended rejects; that is its normal end.
    const { limits } = attempt;
    const after = (at: number, seconds: number, until: AbortSignal, error: () => Error): void => {
      run.clock.sleep(Math.max(0, at + seconds * 1000 - run.clock.now()), until).then(
        () => end(() => reject(error())),
        () => undefined,
      );
    };
    if (limits.timeoutSeconds !== undefined)
      after(attempt.at, limits.timeoutSeconds, ended.signal, () => new StatesError("States.Timeout"));

    let silence: AbortController | undefined;
    const listen = (): void => {
      if (limits.heartbeatSeconds === undefined || ended.signal.aborted) return;
      silence?.abort();
      silence = new AbortController();
      after(attempt.beatAt, limits.heartbeatSeconds, silence.signal, () => new HeartbeatError());
    };
    const beat = (): void => {
      attempt.beatAt = run.clock.now();
      listen();
    };
    if (limits.heartbeatSeconds !== undefined) {
      ended.signal.addEventListener("abort", () => silence?.abort(), { once: true });
      listen();
    }

    work(ended.signal, beat).then(
      (value) => end(() => resolve(value)),
      (error: unknown) => end(() => reject(error)),
    );
  });
}
