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

  /** The tokens that are used up: what waits makes itself known again. */
  expired(): readonly string[] {
    return [...this.#expired];
  }

  restore(expired: readonly string[]): void {
    for (const token of expired) this.#expired.add(token);
  }

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

/** AWS's tokens are opaque and at most 2048 characters long; ours name their execution, to help whoever debugs. */
export const makeToken = (execution: string, id: string): string =>
  Buffer.from(JSON.stringify({ execution, id })).toString("base64");

/** Whether a text could be a token of some execution, if not of one that is known here. */
export function isToken(text: string): boolean {
  return /^\{"execution":"arn:[^"]+","id":"[0-9a-f-]{36}"\}$/.test(Buffer.from(text, "base64").toString());
}
