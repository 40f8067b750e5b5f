import type { Clock } from "@signalbox/core/clock";

/** How late a standby hears of what its primary writes, and up to which moment it has heard. */
export class Arrival {
  readonly #clock: Clock;
  #lateMs = 0;
  #to: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#to = clock.now();
  }

  /** Milliseconds of the world's time; Infinity: nothing arrives. */
  get lateMs(): number {
    return this.#lateMs;
  }

  set lateMs(ms: number) {
    this.#to = this.to;
    this.#lateMs = ms;
  }

  /** Never goes back: what has arrived stays when replication gets slower. */
  get to(): number {
    return Math.max(this.#to, this.#clock.now() - this.#lateMs);
  }
}
