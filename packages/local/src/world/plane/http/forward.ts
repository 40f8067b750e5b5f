import { type Agent, type IncomingMessage, request as open, type ServerResponse } from "node:http";
import { endToEnd } from "@signalbox/core/end-to-end";
import { Passage, type PassageSetting } from "./passage.ts";

export interface Forwarding extends PassageSetting {
  readonly agent: Agent;
  /** Where the target listens on this machine; undefined when nothing does. */
  readonly port: number | undefined;
  readonly headers: readonly string[];
  /** Set-Cookie fields to add to the answer. */
  readonly cookies: readonly string[];
}

/** Passes one request to its target and the answer back, both as they come; never a second try. */
export function forward(request: IncomingMessage, response: ServerResponse, forwarding: Forwarding): void {
  const { agent, inFlight, port, headers, cookies } = forwarding;
  const setCookies = cookies.flatMap((cookie) => ["Set-Cookie", cookie]);
  const passage = new Passage(forwarding, response, () => response.destroy());
  const upstream =
    port === undefined
      ? undefined
      : open({ host: "127.0.0.1", port, agent, method: request.method, path: request.url, headers });
  if (!upstream) {
    passage.breakOff("connect");
    return;
  }

  passage.upstream = upstream;
  inFlight.add(passage);
  upstream.on("response", (answer) => {
    const { statusCode: status = 502 } = answer;
    passage.answered(status);
    passage.moved();
    response.writeHead(status, [...endToEnd(answer.rawHeaders), ...setCookies]);
    // Without the flush, the head of a stream would wait for its first piece; what has a length comes in one go.
    if (answer.headers["content-length"] === undefined) response.flushHeaders();
    answer.on("data", passage.moved);
    answer.on("error", () => passage.breakOff("head"));
    answer.pipe(response);
  });
  upstream.on("error", (error) => passage.breakOff(isRefused(error) ? "connect" : "head"));
  response.on("finish", () => {
    if (passage.head) passage.settle({ kind: "answered", ...passage.head });
  });
  response.on("close", () => {
    const left = passage.head ?? { status: undefined, seconds: passage.elapsed };
    if (passage.settle({ kind: "client-left", ...left })) upstream.destroy();
  });
  request.on("data", passage.moved);
  request.pipe(upstream);
}

export const isRefused = (error: Error): boolean => "code" in error && error.code === "ECONNREFUSED";
