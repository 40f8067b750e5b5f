import { abortReason } from "@signalbox/core/abort-reason";
import type { Clock } from "@signalbox/core/clock";

/** Lets a loop sleep until its next look or until something happens, whichever comes first. */
export class Pulse {
  #sleeping: AbortController | undefined;
  #pending = false;

  beat(): void {
    this.#pending = true;
    this.#sleeping?.abort(abortReason);
  }

  async wait(clock: Clock, ms: number): Promise<void> {
    if (!this.#pending) {
      const sleeping = new AbortController();
      this.#sleeping = sleeping;
      await clock.sleep(ms, sleeping.signal).catch((error: unknown) => {
        if (!sleeping.signal.aborted) throw error;
      });
      this.#sleeping = undefined;
    }
    this.#pending = false;
  }
}
