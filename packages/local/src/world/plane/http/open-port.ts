import { once } from "node:events";
import type { Server } from "node:http";

const host = "127.0.0.1";

/** Listens on a port of this machine; 0 takes a free one. Resolves to the port, rejects when it is taken. */
export async function listenOn(server: Server, port: number): Promise<number> {
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address();
  if (!address || typeof address !== "object") throw new Error("the server has no port");
  return address.port;
}

/**
 * Listens for a load balancer: on its own port where this machine allows it (1024 and up, and free), else on the next
 * free one from 8000 on that looks like it: 80 becomes 8080, 443 becomes 8443.
 */
export async function listenNear(server: Server, port: number): Promise<number> {
  const first = 8000 + (port % 1000);
  const candidates = [...(port >= 1024 ? [port] : []), ...Array.from({ length: 200 }, (_, i) => first + i)];
  for (const candidate of candidates) {
    try {
      return await listenOn(server, candidate);
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  throw new Error(`no free port for a listener on ${port}: tried ${candidates[0]} and 200 from ${first} on`);
}

const isTaken = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES");
