import { createServer } from "node:net";
import { createClient } from "@redis/client";
import { readHashes } from "@signalbox/functions/cache/read-hashes";
import { describe, expect, test } from "vitest";
import { random } from "../random.ts";
import { modelCaches, realCaches } from "./caches.ts";
import { Hashes } from "./hashes.ts";
import { decodeCommands, encode } from "./resp.ts";
import { openRedis } from "./server.ts";

const never = new AbortController().signal;

describe.each([
  ["on sockets", () => realCaches(random(7))],
  ["as a model", modelCaches],
])("a region's cache, %s,", (_, make) => {
  test("says what its hashes hold, to whoever has its URL", async () => {
    const caches = make();
    const url = await caches.open("us-east-1");
    const read = caches.read ?? readHashes;
    const hashes = caches.hashesOf("us-east-1");
    hashes.set("open-webui:tasks", "one", "chat");
    hashes.set("open-webui:tasks", "two", "chat");
    hashes.delete("open-webui:tasks", "one");
    expect(await read(url, ["open-webui:tasks", "other:tasks"], never)).toEqual([["two"], []]);
    expect(await read(await caches.open("eu-west-1"), ["open-webui:tasks"], never)).toEqual([[]]);
    await caches.stop();
  });

  test("is reached by nobody once it is closed, and at another address when it is opened again", async () => {
    const caches = make();
    const url = await caches.open("us-east-1");
    caches.hashesOf("us-east-1").set("key", "field", "");
    await caches.close("us-east-1");
    const read = caches.read ?? readHashes;
    await expect(read(url, ["key"], never)).rejects.toThrow("ECONNREFUSED");
    expect(await read(await caches.open("us-east-1"), ["key"], never)).toEqual([["field"]]);
    await caches.stop();
  });
});

describe("the double of Redis", () => {
  const opened = async (work: (url: string, hashes: Hashes) => Promise<void>) => {
    const hashes = new Hashes();
    const redis = await openRedis(hashes, "secret");
    try {
      await work(redis.url, hashes);
    } finally {
      await redis.close();
    }
  };

  test.each([2, 3] as const)("speaks protocol %i to Redis's own client", (RESP) =>
    opened(async (url, hashes) => {
      const client = createClient({ url, RESP, socket: { reconnectStrategy: false } });
      client.on("error", () => {});
      await client.connect();
      expect(await client.hSet("tasks", { a: "chat", b: "ünder" })).toBe(2);
      expect(await client.hSet("tasks", "b", "under")).toBe(0);
      expect(await client.hLen("tasks")).toBe(2);
      expect({ ...(await client.hGetAll("tasks")) }).toEqual({ a: "chat", b: "under" });
      expect(await client.hDel("tasks", ["a", "c"])).toBe(1);
      expect(await client.hKeys("tasks")).toEqual(["b"]);
      expect(await client.ping()).toBe("PONG");
      await expect(client.get("tasks")).rejects.toThrow(/unknown command 'GET': this double of Redis knows/);
      expect(hashes.entries("tasks")).toEqual([["b", "under"]]);
      await client.close();
    }),
  );

  test("refuses a wrong password, and whoever gives none", () =>
    opened(async (url) => {
      await expect(readHashes(url.replace("secret", "guess"), ["tasks"], never)).rejects.toThrow("WRONGPASS");
      await expect(readHashes(url.replace(":secret@", ""), ["tasks"], never)).rejects.toThrow("NOAUTH");
    }));

  test("understands commands that come in pieces or together, whatever their bytes", () => {
    const words = [["HSET", "kéy", "a", "\r\n$3"], ["PING"]];
    const bytes = Buffer.from(
      words
        .map((command) =>
          encode({ kind: "array", items: command.map((text) => ({ kind: "bulk", text })) }, 2),
        )
        .join(""),
    );
    for (let cut = 0; cut <= bytes.length; cut++) {
      const first = decodeCommands(bytes.subarray(0, cut));
      const second = decodeCommands(Buffer.concat([first.rest, bytes.subarray(cut)]));
      expect([...first.commands, ...second.commands]).toEqual(words);
      expect(second.rest).toHaveLength(0);
    }
    expect(() => decodeCommands(Buffer.from("GET / HTTP/1.1\r\n"))).toThrow("expected '*', got 'G'");
    expect(() => decodeCommands(Buffer.from("*-1\r\n"))).toThrow("invalid length -1");
  });
});

test("a look that is broken off ends, though the cache never answers", async () => {
  const silent = createServer((socket) => socket.resume());
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const address = silent.address();
  const port = address && typeof address === "object" ? address.port : 0;
  const over = new AbortController();
  silent.on("connection", () => over.abort());
  await expect(readHashes(`redis://:x@127.0.0.1:${port}/0`, ["tasks"], over.signal)).rejects.toThrow();
  await new Promise((resolve) => silent.close(resolve));
}, 10_000);
