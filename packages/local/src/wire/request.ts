import type { IncomingMessage } from "node:http";
import type { WireRequest } from "./protocol.ts";

/** Reads a request to its end. Rejects when the client breaks off. */
export async function readRequest(incoming: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { method = "GET", url = "/", headers } = incoming;
  return { method, url: parseUrl(url), headers, body: Buffer.concat(chunks) };
}

/** Request targets may be anything (`//`, `*`, an absolute URL); what is no path is answered as an unknown one. */
function parseUrl(target: string): URL {
  const path = target.startsWith("/") ? target.replace(/^\/+/, "/") : "/";
  return URL.parse(path, "http://localhost") ?? new URL("http://localhost/");
}
