import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Container } from "../../../images/image.ts";
import { single } from "./headers.ts";

/**
 * The process of a task: a container behind a real port. It never closes an idle connection by itself (keepAliveTimeout
 * 0), or it would do so just when the load balancer sends the next request on it.
 */
export function taskServer(container: Container): Server {
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    respond(container, request, response).catch((error: unknown) => {
      // What a container throws is a crash of its handler: the client sees the connection break.
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  // Without a listener, a request to change protocols is answered as any other.
  if (container.upgrade)
    server.on("upgrade", (request, socket) => {
      const { method = "GET", url = "/" } = request;
      container.upgrade?.({ method, path: url, headers: single(request.headers) }, socket);
    });
  return server;
}

async function respond(
  container: Container,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = "GET", url = "/" } = request;
  const body = await read(request);
  const answer = await container.answer({ method, path: url, headers: single(request.headers), body });
  if (typeof answer.body === "string") {
    response.writeHead(answer.status, {
      ...answer.headers,
      "content-length": Buffer.byteLength(answer.body),
    });
    response.end(answer.body);
    return;
  }
  response.writeHead(answer.status, answer.headers);
  for await (const piece of answer.body) {
    if (response.destroyed) return;
    if (!response.write(piece)) await drained(response);
  }
  response.end();
}

function read(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    request.setEncoding("utf8");
    request.on("data", (piece: string) => {
      text += piece;
    });
    request.on("end", () => resolve(text));
    request.on("error", reject);
  });
}

/** Also resolves when the client has gone: the caller sees `destroyed` then. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off("drain", done);
      response.off("close", done);
      resolve();
    };
    response.on("drain", done);
    response.on("close", done);
  });
}
