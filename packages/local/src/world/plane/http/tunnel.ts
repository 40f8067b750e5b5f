import { type IncomingMessage, request as open, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { endToEnd } from "@signalbox/core/end-to-end";
import { type Forwarding, isRefused } from "./forward.ts";
import { Passage } from "./passage.ts";

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
  forwarding: Omit<Forwarding, "agent">,
): void {
  const { inFlight, port, headers, cookies } = forwarding;
  const passage = new Passage(forwarding, response, () => client.destroy());
  const added = cookies.flatMap((cookie) => ["Set-Cookie", cookie]);
  const { method, url: path, headers: asked } = request;
  const hop = ["Connection", asked.connection ?? "Upgrade", "Upgrade", asked.upgrade ?? "websocket"];
  const upstream =
    port === undefined
      ? undefined
      : open({ host: "127.0.0.1", port, agent: false, method, path, headers: [...headers, ...hop] });
  if (!upstream) {
    passage.breakOff("connect");
    return;
  }

  passage.upstream = upstream;
  inFlight.add(passage);
  upstream.on("upgrade", (answer, target, first) => {
    passage.answered(answer.statusCode ?? 101);
    passage.moved();
    client.write(headText(answer, [...answer.rawHeaders, ...added]));
    client.write(first);
    target.write(early);
    client.on("data", passage.moved).pipe(target);
    target.on("data", passage.moved).pipe(client);
    target.on("end", () => passage.head && passage.settle({ kind: "answered", ...passage.head }));
    target.on("error", () => passage.breakOff("head"));
    target.on("close", () => client.destroy());
    client.on("close", () => target.destroy());
  });
  // The target keeps to HTTP: its answer goes back as it is.
  upstream.on("response", (answer) => {
    const { statusCode: status = 502 } = answer;
    passage.answered(status);
    response.writeHead(status, [...endToEnd(answer.rawHeaders), ...added, "Connection", "close"]);
    answer.on("data", passage.moved).pipe(response);
    answer.on("error", () => passage.breakOff("head"));
  });
  upstream.on("error", (error) => passage.breakOff(isRefused(error) ? "connect" : "head"));
  response.on("finish", () => {
    if (passage.head) passage.settle({ kind: "answered", ...passage.head });
  });
  client.on("error", () => client.destroy());
  client.on("close", () => {
    // A WebSocket that its user closes has done its work; a request that its user leaves has not.
    const { head } = passage;
    const left = head ?? { status: undefined, seconds: passage.elapsed };
    if (
      passage.settle(head?.status === 101 ? { kind: "answered", ...head } : { kind: "client-left", ...left })
    )
      upstream.destroy();
  });
  upstream.end();
}

function headText({ statusCode, statusMessage }: IncomingMessage, fields: readonly string[]): string {
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`];
  for (let i = 0; i + 1 < fields.length; i += 2) lines.push(`${fields[i]}: ${fields[i + 1]}`);
  return `${lines.join("\r\n")}\r\n\r\n`;
}
