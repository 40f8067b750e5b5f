import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { ConnectionReset } from "../gate/connection-reset.ts";
import { type Answering, answerCall } from "./answer.ts";
import type { WireRequest } from "./protocol.ts";
import { readRequest } from "./request.ts";

export interface ServeOptions extends Answering {
  /** 0 takes a free one. */
  readonly port: number;
  /** 127.0.0.1 unless said: the endpoint checks no signatures. */
  readonly host?: string;
  /** Sees each request first; true means that it has answered or will. */
  readonly extra?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export interface WireServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * The AWS endpoint. Signatures are read, for region, service and access key, but not verified: whoever reaches 127.0.0.1
 * may call, as whom they say they are.
 */
export async function serve(options: ServeOptions): Promise<WireServer> {
  const { port, host = "127.0.0.1", extra } = options;
  const server = createServer((request, response) => {
    if (!extra?.(request, response)) void reply(options, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, host, resolve);
  });
  const address = server.address();
  const actual = typeof address === "object" && address ? address.port : port;
  return {
    url: `http://${host}:${actual}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function reply(
  options: ServeOptions,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let request: WireRequest;
  try {
    request = await readRequest(incoming);
  } catch {
    // The client broke off while it was sending; there is nobody to answer.
    response.destroy();
    return;
  }
  try {
    const { status, headers, body } = await answerCall(options, request);
    // What HEAD is answered tells the length of what GET would be.
    const length = request.method === "HEAD" ? headers["content-length"] : undefined;
    response.writeHead(status, { ...headers, "content-length": length ?? Buffer.byteLength(body) }).end(body);
  } catch (cause) {
    if (cause instanceof ConnectionReset) {
      response.destroy();
      return;
    }
    // Only an answer that cannot be encoded, not even as an error, comes here: a bug of a service.
    console.error(`signalbox: no answer to ${request.method} ${request.url.pathname}:`, cause);
    response.writeHead(500).end();
  }
}
