import type { Server } from "node:http";
import type { Duplex } from "node:stream";

/**
 * Follows a server's connections, for its end: those that left HTTP (WebSocket) belong to the server no more, and
 * `closeAllConnections` passes them over, yet `close` waits for them.
 * @returns destroys all that are open
 */
export function connectionsOf(server: Server): () => void {
  const open = new Set<Duplex>();
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  return () => {
    for (const socket of open) socket.destroy();
  };
}
