import type { ClientRequest, ServerResponse } from "node:http";
import type { WorldClock } from "../../clock.ts";
import type { Outcome } from "../plane.ts";
import type { Exchange, InFlight } from "./in-flight.ts";
import { answerError } from "./own-answers.ts";

export interface PassageSetting {
  readonly clock: WorldClock;
  readonly inFlight: InFlight;
  finished(outcome: Outcome): void;
}

/** One request on its way to a target and back: it has one outcome, whichever end says first what became of it. */
export class Passage implements Exchange {
  movedAt: number;
  /** Of the answer's head; undefined until it has come. */
  head: { readonly status: number; readonly seconds: number } | undefined;
  upstream: ClientRequest | undefined;
  readonly #setting: PassageSetting;
  readonly #started: number;
  readonly #response: ServerResponse;
  readonly #sever: () => void;
  #settled = false;

  /** @param sever breaks the client's connection, once a head has gone out and no other status can be told */
  constructor(setting: PassageSetting, response: ServerResponse, sever: () => void) {
    this.#setting = setting;
    this.#started = setting.clock.now();
    this.movedAt = this.#started;
    this.#response = response;
    this.#sever = sever;
  }

  /** Seconds of the world since the request came. */
  get elapsed(): number {
    return (this.#setting.clock.now() - this.#started) / 1000;
  }

  readonly moved = (): void => {
    this.movedAt = this.#setting.clock.now();
  };

  answered(status: number): void {
    this.head = { status, seconds: this.elapsed };
  }

  /** False when the outcome stands already. */
  settle(outcome: Outcome): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    this.#setting.inFlight.delete(this);
    this.#setting.finished(outcome);
    return true;
  }

  /** The target refused, or broke off: 502, or a cut stream where a head has gone out. */
  breakOff(phase: "connect" | "head"): void {
    if (this.head) {
      if (this.settle({ kind: "broken", phase: "body", ...this.head })) this.#sever();
    } else if (this.settle({ kind: "broken", phase, seconds: this.elapsed }))
      answerError(this.#response, 502);
  }

  timeOut(): void {
    if (this.head) this.breakOff("head");
    else if (this.settle({ kind: "timeout", seconds: this.elapsed })) answerError(this.#response, 504);
    this.upstream?.destroy();
  }
}
