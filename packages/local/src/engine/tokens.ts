import type { Data } from "./data.ts";
import type { StatesError } from "./error.ts";

/** What waits for a token's answer. */
export interface Waiter {
  succeed(output: Data): void;
  fail(error: StatesError): void;
  heartbeat(): void;
}

/** A token that nobody waits for any more was used ("expired"), or never was one ("unknown"). */
export type TokenState = "waiting" | "expired" | "unknown";

/** The task tokens of a region. */
export class Tokens {
  readonly #waiting = new Map<string, Waiter>();
  readonly #expired = new Set<string>();

  open(token: string, waiter: Waiter): void {
    this.#waiting.set(token, waiter);
  }

  /** From now on the token is expired; a second answer, or a late one, is refused. */
  close(token: string): void {
    if (this.#waiting.delete(token)) this.#expired.add(token);
  }

  state(token: string): TokenState {
    if (this.#waiting.has(token)) return "waiting";
    return this.#expired.has(token) ? "expired" : "unknown";
  }

  waiter(token: string): Waiter | undefined {
    return this.#waiting.get(token);
  }
}
