import { createClient } from "@redis/client";
import type { ReadHashes } from "./hashes.ts";

/** One look, on a connection of its own: it is over before Lambda freezes the environment. */
export const readHashes: ReadHashes = async (url, keys, signal) => {
  // Protocol 2: AUTH and HKEYS are all that is sent, and all that the double has to know.
  const client = createClient({
    url,
    RESP: 2,
    disableClientInfo: true,
    socket: { reconnectStrategy: false },
  });
  // What waits is rejected all the same; an "error" that nobody hears would end the process.
  client.on("error", () => {});
  // Destroyed before it had a socket, @redis/client 6.3.1 goes on with the one that it gets.
  client.on("connect", () => {
    if (signal.aborted) client.destroy();
  });
  const read = async () => {
    await client.connect();
    return await Promise.all(keys.map((key) => client.hKeys(key)));
  };
  const { promise: broken, reject } = Promise.withResolvers<never>();
  const breakOff = () => reject(signal.reason);
  signal.addEventListener("abort", breakOff, { once: true });
  try {
    return await Promise.race([read(), broken]);
  } finally {
    signal.removeEventListener("abort", breakOff);
    client.destroy();
  }
};
