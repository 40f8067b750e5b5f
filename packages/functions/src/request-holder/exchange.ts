import { type ClientRequest, type IncomingMessage, request as open, type ServerResponse } from "node:http";
import { endToEnd } from "@signalbox/core/end-to-end";
import { type Engine, isNobody } from "./engine.ts";
import type { Visit, Way } from "./holder.ts";

/** A way between regions that leads nowhere gives no answer at all; one that leads somewhere takes a fifth of a second. */
const connectMs = 2_000;

/** Bytes of bodies that may be kept beside those that are held: a request that passes may yet find nobody. */
export interface Copies {
  left: number;
}

export interface ExchangeSetting {
  /** Asked anew for each attempt. */
  readonly engine: (way: Way) => Engine;
  readonly copies: Copies;
  /** Hears of each piece of the body that is kept. */
  readonly grew: (exchange: Exchange, bytes: number) => void;
}

/**
 * One request and its answer, both passed on as they come, with no faster pace on one side than on the other takes. Until an answer
 * begins a copy of the body is kept, so that it can be sent anew.
 */
export class Exchange implements Visit {
  readonly gone: AbortSignal;
  bytes = 0;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #setting: ExchangeSetting;
  #pieces: Buffer[] = [];
  #keeps = true;
  #isWhole = false;
  #upstream: ClientRequest | undefined;

  constructor(request: IncomingMessage, response: ServerResponse, setting: ExchangeSetting) {
    this.#request = request;
    this.#response = response;
    this.#setting = setting;
    const gone = new AbortController();
    this.gone = gone.signal;
    response.on("close", () => {
      this.#forget();
      this.#upstream?.destroy();
      gone.abort();
    });
    // What its client breaks off is told by the response's close.
    request.on("error", () => {});
    request.on("data", (piece: Buffer) => this.#take(piece));
    request.on("end", () => {
      this.#isWhole = true;
      this.#upstream?.end();
    });
  }

  attempt(way: Way): Promise<"answered" | "nobody"> {
    const { engine } = this.#setting;
    const { method, url, rawHeaders } = this.#request;
    const response = this.#response;
    const { promise, resolve } = Promise.withResolvers<"answered" | "nobody">();
    if (response.destroyed) return Promise.resolve("answered");
    response.on("close", () => resolve("answered"));
    // A connection of its own: one that is kept may be closed just then, and nobody knows whether it was read.
    const to = { ...engine(way), agent: false, ...(way === "away" && { timeout: connectMs }) };
    const upstream = open({ ...to, method, path: url, headers: endToEnd(rawHeaders) });
    this.#upstream = upstream;
    const notServed = (): void => {
      this.#upstream = undefined;
      this.#request.resume();
      resolve("nobody");
    };
    upstream.on("response", (answer) => {
      const refused = way === "away" ? isRefusal(answer) : isNobody(answer);
      if (refused && this.#keeps) {
        answer.resume();
        notServed();
        return;
      }
      this.#forget();
      response.writeHead(answer.statusCode ?? 502, endToEnd(answer.rawHeaders));
      // The head of a stream would wait for its first piece, which comes when the prompt is read.
      response.flushHeaders();
      answer.on("error", () => response.destroy());
      answer.pipe(response);
    });
    upstream.on("error", () => {
      if (this.#upstream !== upstream || response.destroyed) return;
      // Another region is not reached, or was lost before it said anything.
      if (way === "away" && this.#keeps) notServed();
      else if (response.headersSent) response.destroy();
      else response.writeHead(502, { "content-type": "text/plain" }).end("the replicas are not reached");
    });
    upstream.on("timeout", () => {
      if (upstream.socket?.connecting) upstream.destroy(new Error("the other region is not reached"));
    });
    for (const piece of this.#pieces) upstream.write(piece);
    if (this.#isWhole) upstream.end();
    return promise;
  }

  #take(piece: Buffer): void {
    const { copies, grew } = this.#setting;
    if (this.#keeps && copies.left >= piece.length) {
      copies.left -= piece.length;
      this.bytes += piece.length;
      this.#pieces.push(piece);
      grew(this, piece.length);
    } else {
      // Nowhere to go, and no room to stay.
      if (this.#keeps && !this.#upstream) grew(this, Number.POSITIVE_INFINITY);
      this.#forget();
    }
    const upstream = this.#upstream;
    if (!upstream || upstream.write(piece)) return;
    this.#request.pause();
    upstream.once("drain", () => this.#request.resume());
  }

  /** What has gone on for good is not kept. */
  #forget(): void {
    this.#keeps = false;
    this.#setting.copies.left += this.bytes;
    this.bytes = 0;
    this.#pieces = [];
  }
}

/** Of another region: whoever is there does not serve it now, and somebody here may. */
const isRefusal = ({ statusCode = 0 }: IncomingMessage): boolean => [502, 503, 504].includes(statusCode);
