import type { WorldClock } from "../../clock.ts";

/** How often silence is looked for; world milliseconds. Timeouts are whole seconds. */
const sweep = 1_000;

/** A request on its way, and when a byte of it last moved. */
export interface Exchange {
  movedAt: number;
  timeOut(): void;
}

/** Times out exchanges that fell silent. One loop for all of them: a timer for each would cost more than the request. */
export class InFlight {
  readonly #exchanges = new Set<Exchange>();

  add(exchange: Exchange): void {
    this.#exchanges.add(exchange);
  }

  delete(exchange: Exchange): void {
    this.#exchanges.delete(exchange);
  }

  /** Ends with the signal. */
  async watch(clock: WorldClock, idleTimeoutSeconds: () => number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await clock.sleep(sweep, signal).catch(() => {});
      const oldest = clock.now() - idleTimeoutSeconds() * 1000;
      for (const exchange of this.#exchanges) if (exchange.movedAt <= oldest) exchange.timeOut();
    }
  }
}
