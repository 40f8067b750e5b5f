import { connect, createServer, type Socket } from "node:net";

export interface EdgeListener {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * A port of this machine that stands for a public name: each new connection goes where `lead` says, and stays there. Nothing
 * looks into it, so that streams and WebSockets pass.
 */
export async function openEdge(lead: () => string | undefined): Promise<EdgeListener> {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const url = lead();
    if (url === undefined) {
      client.destroy();
      return;
    }
    const { hostname, port } = new URL(url);
    const balancer = connect(Number(port), hostname);
    for (const [one, other] of [
      [client, balancer],
      [balancer, client],
    ] as const) {
      open.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("the edge has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
