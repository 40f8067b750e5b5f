import { createServer, get, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { openEdge } from "./listener.ts";

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A load balancer that says its name, and ends a stream when it is told. */
async function balancer(name: string): Promise<{ url: string; end: () => void }> {
  let end = (): void => {};
  const server: Server = createServer((request, response) => {
    response.write(name);
    if (request.url === "/stream") end = () => response.end(" to the end");
    else response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" && address?.port}`, end: () => end() };
}

const ask = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => text(response).then(resolve, reject)).on("error", reject);
  });

test("a new connection goes where the name leads now; a stream stays with the region where it began", async () => {
  const [one, other] = [await balancer("one"), await balancer("other")];
  let lead: string | undefined = one.url;
  const { url, close } = await openEdge(() => lead);
  open.unshift(close);
  expect(await ask(url)).toBe("one");
  const began = Promise.withResolvers<void>();
  const stream = new Promise<string>((resolve, reject) => {
    get(`${url}/stream`, { agent: false }, (response) => {
      began.resolve();
      text(response).then(resolve, reject);
    });
  });
  await began.promise;
  lead = other.url;
  expect(await ask(url)).toBe("other");
  one.end();
  expect(await stream).toBe("one to the end");
  lead = undefined;
  await expect(ask(url)).rejects.toThrow();
});
