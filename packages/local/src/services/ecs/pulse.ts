import { abortReason } from "@signalbox/core/abort-reason";
import type { Clock } from "@signalbox/core/clock";

/** Lets a loop sleep until its next look or until something happens, whichever comes first. */
export class Pulse {
  /** Aborts at the first beat. */
  #beat = new AbortController();

  beat(): void {
    this.#beat.abort(abortReason);
  }

  async wait(clock: Clock, ms: number): Promise<void> {
    const { signal } = this.#beat;
    await clock.sleep(ms, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    if (signal.aborted) this.#beat = new AbortController();
  }
}
