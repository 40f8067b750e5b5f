import type { HistoryEvent, HistoryEventType } from "@aws-sdk/client-sfn";
import type { Clock } from "@signalbox/core/clock";
import { StatesError } from "./error.ts";

/** AWS's hard limit; the event with this number is the execution's last, whatever it is. */
export const maxEvents = 25_000;

export type Details = Omit<HistoryEvent, "timestamp" | "type" | "id" | "previousEventId">;

const none: Details = {};

/** The history of one execution, in AWS's own shape: ids are 1…n, `previousEventId` chains the events of one branch. */
export class History {
  readonly events: HistoryEvent[] = [];
  readonly #clock: Clock;
  /** Called with each event as it is recorded. */
  readonly #onEvent: ((event: HistoryEvent) => void) | undefined;

  constructor(clock: Clock, onEvent?: (event: HistoryEvent) => void, events: readonly HistoryEvent[] = []) {
    this.#clock = clock;
    this.events.push(...events);
    this.#onEvent = onEvent;
  }

  /** Records an event and returns its id. The last free place is kept for the execution's end. */
  add(type: HistoryEventType, previousEventId: number, details: Details = none): number {
    if (this.events.length >= maxEvents - 1 && !type.startsWith("Execution")) {
      throw new HistoryFull();
    }
    const id = this.events.length + 1;
    const event: HistoryEvent = {
      timestamp: new Date(this.#clock.now()),
      type,
      id,
      previousEventId,
      ...details,
    };
    this.events.push(event);
    this.#onEvent?.(event);
    return id;
  }
}

/** Ends the execution; no Retry or Catch sees it. */
export class HistoryFull extends StatesError {
  constructor() {
    super("States.Runtime", `The execution reached the maximum number of history events (${maxEvents}).`);
  }
}
