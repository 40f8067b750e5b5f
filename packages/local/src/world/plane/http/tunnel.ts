import { type IncomingMessage, request as open, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { type Forwarding, isRefused } from "./forward.ts";
import { endToEnd } from "./headers.ts";
import type { Exchange } from "./in-flight.ts";
import { answerError } from "./own-answers.ts";

/** A client's connection that asks for another protocol; `response` writes to it for as long as it is HTTP. */
export interface Upgrade {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly client: Duplex;
  /** What the client sent after its head already. */
  readonly early: Buffer;
}

/**
 * Passes a request for WebSocket to its target. Once that agrees, bytes go both ways until one side closes: one request
 * in flight all the while, whatever becomes of the rule's weights. Silence ends it as it ends others.
 */
export function tunnel(
  { request, response, client, early }: Upgrade,
  { clock, inFlight, port, headers, cookies, finished }: Omit<Forwarding, "agent">,
): void {
  const started = clock.now();
  const elapsed = (): number => (clock.now() - started) / 1000;
  let head: { readonly status: number; readonly seconds: number } | undefined;
  let settled = false;

  const settle = (outcome: Parameters<typeof finished>[0]): boolean => {
    if (settled) return false;
    settled = true;
    inFlight.delete(exchange);
    finished(outcome);
    return true;
  };
  const breakOff = (phase: "connect" | "head"): void => {
    if (head) {
      if (settle({ kind: "broken", phase: "body", ...head })) client.destroy();
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
  const added = cookies.flatMap((cookie) => ["Set-Cookie", cookie]);
  const { method, url: path, headers: asked } = request;
  const hop = ["Connection", asked.connection ?? "Upgrade", "Upgrade", asked.upgrade ?? "websocket"];
  const upstream =
    port === undefined
      ? undefined
      : open({ host: "127.0.0.1", port, agent: false, method, path, headers: [...headers, ...hop] });
  if (!upstream) {
    breakOff("connect");
    return;
  }

  inFlight.add(exchange);
  upstream.on("upgrade", (answer, target, first) => {
    head = { status: answer.statusCode ?? 101, seconds: elapsed() };
    moved();
    client.write(headText(answer, [...answer.rawHeaders, ...added]));
    client.write(first);
    target.write(early);
    client.on("data", moved).pipe(target);
    target.on("data", moved).pipe(client);
    target.on("end", () => head && settle({ kind: "answered", ...head }));
    target.on("error", () => breakOff("head"));
    target.on("close", () => client.destroy());
    client.on("close", () => target.destroy());
  });
  // The target keeps to HTTP: its answer goes back as it is.
  upstream.on("response", (answer) => {
    head = { status: answer.statusCode ?? 502, seconds: elapsed() };
    response.writeHead(head.status, [...endToEnd(answer.rawHeaders), ...added, "Connection", "close"]);
    answer.on("data", moved).pipe(response);
    answer.on("error", () => breakOff("head"));
  });
  upstream.on("error", (error) => breakOff(isRefused(error) ? "connect" : "head"));
  response.on("finish", () => {
    if (head) settle({ kind: "answered", ...head });
  });
  client.on("error", () => client.destroy());
  client.on("close", () => {
    // A WebSocket that its user closes has done its work; a request that its user leaves has not.
    const left = head ?? { status: undefined, seconds: elapsed() };
    if (settle(head?.status === 101 ? { kind: "answered", ...head } : { kind: "client-left", ...left }))
      upstream.destroy();
  });
  upstream.end();
}

function headText({ statusCode, statusMessage }: IncomingMessage, fields: readonly string[]): string {
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`];
  for (let i = 0; i + 1 < fields.length; i += 2) lines.push(`${fields[i]}: ${fields[i + 1]}`);
  return `${lines.join("\r\n")}\r\n\r\n`;
}
