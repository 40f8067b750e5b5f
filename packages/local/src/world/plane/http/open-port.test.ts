import { createServer } from "node:http";
import { expect, test } from "vitest";
import { listenOn } from "./open-port.ts";

test("a server that finds a port taken leaves no listener of that attempt behind", async () => {
  const [first, second] = [createServer(), createServer()];
  const listeners = () => ["listening", "error"].map((event) => second.listenerCount(event));
  const before = listeners();
  try {
    const port = await listenOn(first, 0);
    await expect(listenOn(second, port)).rejects.toThrow("EADDRINUSE");
    expect(listeners()).toEqual(before);
  } finally {
    first.close();
    second.close();
  }
});
