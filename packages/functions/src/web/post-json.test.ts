import { expect, test } from "vitest";
import { systemClock } from "../system-clock.ts";
import { impatientClock } from "./clocks.fixture.ts";
import { postJson } from "./post-json.ts";
import { withServer } from "./server.fixture.ts";

const context = { clock: systemClock, signal: new AbortController().signal };

test("what a server takes is posted as JSON, whatever it answers in words", () =>
  withServer(
    (_, response) => response.end("ok"),
    async (url, received) => {
      expect(await postJson(new URL("/hook", url), { text: "hello" }, context, 60)).toBeUndefined();
      expect(received).toMatchObject([
        {
          method: "POST",
          path: "/hook",
          headers: { "content-type": "application/json" },
          body: '{"text":"hello"}',
        },
      ]);
    },
  ));

test("a refusal says its status and the host, and not the path, which is a secret", () =>
  withServer(
    (_, response) => response.writeHead(404).end("no_service"),
    async (url) => {
      const refused = await postJson(new URL("/topsecret", url), {}, context, 60);
      expect(refused).toBe(`${new URL(url).host} answered 404`);
    },
  ));

test("a redirect is a refusal, and is not followed", () =>
  withServer(
    (_, response) => response.writeHead(307, { location: "/other" }).end(),
    async (url, received) => {
      expect(await postJson(new URL(url), {}, context, 60)).toMatch(/ answered 307$/);
      expect(received).toHaveLength(1);
    },
  ));

test("a server that does not answer is not waited for", () =>
  withServer(
    () => {},
    async (url) => {
      const refused = await postJson(new URL(url), {}, { ...context, clock: impatientClock }, 5);
      expect(refused).toMatch(/ gave no answer within 5 s$/);
    },
  ));

test("where nobody listens, the reason is the network's", async () => {
  const refused = await postJson(new URL("http://127.0.0.1:4699/topsecret"), {}, context, 60);
  expect(refused).toMatch(/^127\.0\.0\.1:4699 could not be asked: connect ECONNREFUSED/);
});
