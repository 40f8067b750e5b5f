/** Time as a step, a service or a test sees it. Nothing in Signalbox reads Date.now or sets a timer but a Clock. */
export interface Clock {
  /** Milliseconds since 1970 in this clock's own time. */
  now(): number;
  /** Resolves when this clock has moved on by `ms`; rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
