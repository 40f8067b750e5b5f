import { type Agent, type IncomingMessage, request as open, type ServerResponse } from "node:http";
import type { WorldClock } from "../../clock.ts";
import type { Outcome } from "../plane.ts";
import { endToEnd } from "./headers.ts";
import type { Exchange, InFlight } from "./in-flight.ts";
import { answerError } from "./own-answers.ts";

export interface Forwarding {
  readonly clock: WorldClock;
  readonly agent: Agent;
  readonly inFlight: InFlight;
  /** Where the target listens on this machine; undefined when nothing does. */
  readonly port: number | undefined;
  readonly headers: readonly string[];
  /** Set-Cookie fields to add to the answer. */
  readonly cookies: readonly string[];
  finished(outcome: Outcome): void;
}

/** Passes one request to its target and the answer back, both as they come; never a second try. */
export function forward(request: IncomingMessage, response: ServerResponse, forwarding: Forwarding): void {
  const { clock, agent, inFlight, port, headers, cookies } = forwarding;
  const setCookies = cookies.flatMap((cookie) => ["Set-Cookie", cookie]);
  const started = clock.now();
  const elapsed = (): number => (clock.now() - started) / 1000;
  let head: { readonly status: number; readonly seconds: number } | undefined;
  let settled = false;

  const settle = (outcome: Outcome): boolean => {
    if (settled) return false;
    settled = true;
    inFlight.delete(exchange);
    forwarding.finished(outcome);
    return true;
  };
  const breakOff = (phase: "connect" | "head"): void => {
    if (head) {
      if (settle({ kind: "broken", phase: "body", ...head })) response.destroy();
    } else if (settle({ kind: "broken", phase, seconds: elapsed() })) answerError(response, 502);
  };
  const exchange: Exchange = {
    movedAt: started,
    timeOut: () => {
      if (head) breakOff("head");
      else if (settle({ kind: "timeout", seconds: elapsed() })) answerError(response, 504);
      upstream?.destroy();
    },
  };
  const moved = (): void => {
    exchange.movedAt = clock.now();
  };
  const upstream =
    port === undefined
      ? undefined
      : open({ host: "127.0.0.1", port, agent, method: request.method, path: request.url, headers });
  if (!upstream) {
    breakOff("connect");
    return;
  }

  inFlight.add(exchange);
  upstream.on("response", (answer) => {
    const { statusCode: status = 502 } = answer;
    head = { status, seconds: elapsed() };
    moved();
    response.writeHead(status, [...endToEnd(answer.rawHeaders), ...setCookies]);
    // Without the flush, the head of a stream would wait for its first piece; what has a length comes in one go.
    if (answer.headers["content-length"] === undefined) response.flushHeaders();
    answer.on("data", moved);
    answer.on("error", () => breakOff("head"));
    answer.pipe(response);
  });
  upstream.on("error", (error) => breakOff(isRefused(error) ? "connect" : "head"));
  response.on("finish", () => {
    if (head) settle({ kind: "answered", ...head });
  });
  response.on("close", () => {
    const left = head ?? { status: undefined, seconds: elapsed() };
    if (settle({ kind: "client-left", ...left })) upstream.destroy();
  });
  request.on("data", moved);
  request.pipe(upstream);
}

export const isRefused = (error: Error): boolean => "code" in error && error.code === "ECONNREFUSED";
