import type { IncomingMessage, ServerResponse } from "node:http";

/** Answers JSON, or throws: an Error becomes a 400 with its message, a Refusal its own status. */
export type JsonDoor = (asked: {
  readonly body: string;
  /** What follows the door's own path, decoded; empty for the path itself. */
  readonly rest: string;
  readonly query: URLSearchParams;
}) => Promise<object> | object;

/** A door that answers by itself: a page, a stream. */
export type RawDoor = (request: IncomingMessage, response: ServerResponse, url: URL) => void;

/**
 * Doors by `METHOD /path`. A path that ends with `/` also takes what is below it. `json` doors see requests of this
 * origin alone; `raw` ones only read.
 */
export interface Doors {
  readonly json?: Readonly<Record<string, JsonDoor>>;
  readonly raw?: Readonly<Record<string, RawDoor>>;
}

export class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
