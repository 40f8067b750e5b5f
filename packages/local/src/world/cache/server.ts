import { createServer, type Socket } from "node:net";
import { carryOut, type Session } from "./commands.ts";
import type { Hashes } from "./hashes.ts";
import { decodeCommands, encode, ProtocolError } from "./resp.ts";

/** A double of Redis on a free port of this machine, in plain text. */
export interface RedisDouble {
  /** With the password, as clients take it. */
  readonly url: string;
  /** Refuses from now on, and breaks what is connected off. */
  close(): Promise<void>;
}

export async function openRedis(hashes: Hashes, password: string): Promise<RedisDouble> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    // A client that is gone needs no answer.
    socket.on("error", () => {});
    serve(socket, hashes, password);
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address && typeof address === "object") resolve(address.port);
      else reject(new Error("the cache has no port"));
    });
  });
  return {
    url: `redis://:${password}@127.0.0.1:${port}/0`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function serve(socket: Socket, hashes: Hashes, password: string): void {
  const session: Session = { protocol: 2, authenticated: false };
  let arrived: Buffer = Buffer.alloc(0);
  socket.on("data", (bytes: Buffer) => {
    arrived = Buffer.concat([arrived, bytes]);
    try {
      const { commands, rest } = decodeCommands(arrived);
      arrived = rest;
      for (const command of commands) {
        socket.write(encode(carryOut(command, { session, hashes, password }), session.protocol));
        if (command[0]?.toUpperCase() === "QUIT") socket.end();
      }
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      socket.end(encode({ kind: "error", text: `ERR Protocol error: ${error.message}` }, session.protocol));
    }
  });
}
