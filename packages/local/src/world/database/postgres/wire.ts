import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import type { WorldClock } from "../../clock.ts";
import type { Arrival } from "../arrival.ts";

/** The wire from a primary to its standby, on which what the primary says can take long, or be lost. */
export interface Wire {
  readonly port: number;
  /** Breaks what is connected; what was on its way is lost. */
  cut(): void;
  close(): void;
}

/** World milliseconds between two looks whether what is on its way has arrived. */
const lookMs = 100;

export async function openWire(
  clock: WorldClock,
  arrival: Arrival,
  primaryPort: () => Promise<number>,
): Promise<Wire> {
  const ends = new Set<Socket>();
  const add = (socket: Socket): Socket => {
    ends.add(socket);
    socket.on("error", () => {}); // `close` follows
    socket.once("close", () => ends.delete(socket));
    return socket;
  };

  const join = async (standby: Socket): Promise<void> => {
    if (arrival.lateMs === Number.POSITIVE_INFINITY) {
      standby.destroy();
      return;
    }
    const primary = add(connect(await primaryPort(), "127.0.0.1"));
    standby.once("close", () => primary.destroy());
    primary.once("close", () => standby.destroy());
    // Logging in takes a dozen messages there and back; only what is replicated comes late.
    let replicates = false;
    standby.on("data", (said: Buffer) => {
      replicates ||= said.includes("START_REPLICATION");
      primary.write(said);
    });
    const underway: { readonly said: Buffer; readonly at: number }[] = [];
    let delivers = false;
    const deliver = async (): Promise<void> => {
      delivers = true;
      for (let next = underway[0]; next && !standby.destroyed; next = underway[0])
        if (clock.now() >= next.at + (replicates ? arrival.lateMs : 0)) {
          underway.shift();
          standby.write(next.said);
        } else await clock.sleep(lookMs);
      delivers = false;
    };
    primary.on("data", (said: Buffer) => {
      underway.push({ said, at: clock.now() });
      if (!delivers) void deliver();
    });
  };

  const server = createServer((socket) => {
    void join(add(socket)).catch(() => socket.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  server.unref();
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no free port");
  const cut = (): void => {
    for (const socket of ends) socket.destroy();
  };
  return {
    port: address.port,
    cut,
    close: () => {
      server.close();
      cut();
    },
  };
}
