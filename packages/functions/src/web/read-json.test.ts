import { expect, test } from "vitest";
import { systemClock } from "../system-clock.ts";
import { impatientClock } from "./clocks.fixture.ts";
import { readJson } from "./read-json.ts";
import { json, withServer } from "./server.fixture.ts";

const context = { clock: systemClock, signal: new AbortController().signal };
const get = { method: "GET", headers: {} } as const;

test("the answer of a server is its status and its JSON", async () => {
  await withServer(
    (_, response) => json(response, { up: true }, 503),
    async (url) => {
      expect(await readJson(new URL(url), get, context, 60)).toEqual({ status: 503, body: { up: true } });
    },
  );
});

test("a server that does not answer in time is not waited for", async () => {
  await withServer(
    () => {},
    async (url) => {
      const answer = await readJson(new URL(url), get, { ...context, clock: impatientClock }, 5);
      expect(answer).toEqual({ unreadable: expect.stringMatching(/gave no answer within 5 s$/) });
    },
  );
});

test("a body that stops half way is not waited for either", async () => {
  await withServer(
    (_, response) => response.writeHead(200).write('{"up":'),
    async (url) => {
      const answer = await readJson(new URL(url), get, { ...context, clock: impatientClock }, 5);
      expect(answer).toEqual({ unreadable: expect.stringMatching(/within 5 s$/) });
    },
  );
});

test("when the Lambda's own time is over, it stops", async () => {
  const over = new AbortController();
  await withServer(
    () => over.abort(),
    async (url) => {
      const answer = await readJson(new URL(url), get, { ...context, signal: over.signal }, 60);
      expect(answer).toEqual({ unreadable: expect.stringMatching(/was not waited for$/) });
    },
  );
});

test("what is no JSON, nobody at home, and too much are answers with a reason", async () => {
  await withServer(
    ({ path }, response) => response.end(path === "/much" ? `"${"x".repeat(4_100_000)}"` : "<html>"),
    async (url) => {
      const of = (path: string) => readJson(new URL(path, url), get, context, 60);
      expect(await of("/")).toEqual({ unreadable: expect.stringMatching(/did not answer JSON$/) });
      expect(await of("/much")).toEqual({ unreadable: expect.stringMatching(/more than 4000000 bytes$/) });
    },
  );
  const nobody = await readJson(new URL("http://127.0.0.1:4699"), get, context, 60);
  expect(nobody).toEqual({
    unreadable: expect.stringMatching(/^127\.0\.0\.1:4699 could not be asked: connect ECONNREFUSED/),
  });
});

test("a redirect is not followed: its headers are for this server alone", async () => {
  await withServer(
    (_, response) => response.writeHead(302, { location: "/other" }).end('"moved"'),
    async (url, received) => {
      expect(await readJson(new URL(url), get, context, 60)).toEqual({ status: 302, body: "moved" });
      expect(received.map(({ path }) => path)).toEqual(["/"]);
    },
  );
});

test("a clock that does not keep real time is held until the server has answered", async () => {
  let [held, released] = [0, 0];
  const hold = async <T>(work: Promise<T>): Promise<T> => {
    held++;
    const result = await work;
    released++;
    return result;
  };
  await withServer(
    (_, response) => json(response, {}),
    async (url) => {
      await readJson(new URL(url), get, { ...context, hold }, 60);
      expect([held, released]).toEqual([1, 1]);
    },
  );
});
