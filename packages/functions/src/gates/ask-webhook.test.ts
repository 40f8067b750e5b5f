import { WebhookGate } from "@signalbox/core/analysis/gates/webhook-gate";
import { expect, test } from "vitest";
import { impatientClock, pausingClock } from "../web/clocks.fixture.ts";
import { json, withServer } from "../web/server.fixture.ts";
import { askWebhook } from "./ask-webhook.ts";
import { question } from "./question.fixture.ts";

const gateAt = (url: string, more: object = {}) =>
  WebhookGate.parse({ kind: "webhook", name: "smoke", url: `${url}/release`, ...more });
const signal = new AbortController().signal;
const patient = () => ({ clock: pausingClock(4_000), signal });

test("a webhook that answers decides, and is asked once", async () => {
  await withServer(
    (_, response) => json(response, { verdict: "fail", sentence: "login is broken" }),
    async (url, received) => {
      expect(await askWebhook(gateAt(url), question, "key-1", patient())).toEqual({
        verdict: "fail",
        sentence: "smoke: login is broken",
      });
      expect(received.map(({ method, path, headers }) => [method, path, headers["content-type"]])).toEqual([
        ["POST", "/release", "application/json"],
      ]);
      expect(JSON.parse(received[0]?.body ?? "")).toMatchObject({ gate: "smoke", side: "green", weight: 10 });
    },
  );
});

test("while it cannot answer it is asked again, after longer and longer pauses, with the same key", async () => {
  let asked = 0;
  await withServer(
    (_, response) =>
      ++asked < 3 ? json(response, {}, 503) : json(response, { verdict: "pass", sentence: "all is well" }),
    async (url, received) => {
      const context = patient();
      expect((await askWebhook(gateAt(url), question, "key-1", context)).verdict).toBe("pass");
      expect(context.clock.pauses).toEqual([1_000, 2_000]);
      expect(received.map(({ headers }) => headers["idempotency-key"])).toEqual(["key-1", "key-1", "key-1"]);
    },
  );
});

test("after the last try without an answer the verdict is inconclusive", async () => {
  await withServer(
    (_, response) => response.writeHead(502).end("<html>bad gateway</html>"),
    async (url, received) => {
      expect(await askWebhook(gateAt(url, { attempts: 2 }), question, "key-1", patient())).toEqual({
        verdict: "inconclusive",
        sentence: expect.stringMatching(/^smoke gave no verdict: .+ did not answer JSON$/),
      });
      expect(received).toHaveLength(2);
    },
  );
});

test("a webhook that never answers is inconclusive, not a pass", async () => {
  await withServer(
    () => {},
    async (url) => {
      expect(await askWebhook(gateAt(url), question, "key-1", { clock: impatientClock, signal })).toEqual({
        verdict: "inconclusive",
        sentence: expect.stringMatching(/gave no answer within 10 s$/),
      });
    },
  );
});

test.each([
  ["a pass with another status", { verdict: "pass" }, 201],
  ["a redirect", { verdict: "pass" }, 307],
  ["a wrong verdict", { verdict: "passed" }, 200],
  ["a refusal", { error: "unauthorized" }, 401],
])("%s is inconclusive at once", async (_, body, status) => {
  await withServer(
    (_, response) => json(response, body, status),
    async (url, received) => {
      expect((await askWebhook(gateAt(url), question, "key-1", patient())).verdict).toBe("inconclusive");
      expect(received).toHaveLength(1);
    },
  );
});

test("nobody at home is inconclusive after all tries", async () => {
  const context = patient();
  const { verdict, sentence } = await askWebhook(gateAt("http://127.0.0.1:4699"), question, "key-1", context);
  expect(verdict).toBe("inconclusive");
  expect(sentence).toMatch(/could not be asked/);
  expect(context.clock.pauses).toHaveLength(2);
});

test("when the Lambda's time is over, no other try begins", async () => {
  const over = new AbortController();
  await withServer(
    (_, response) => {
      over.abort();
      json(response, {}, 503);
    },
    async (url, received) => {
      const context = { clock: pausingClock(4_000), signal: over.signal };
      expect((await askWebhook(gateAt(url), question, "key-1", context)).verdict).toBe("inconclusive");
      expect(received).toHaveLength(1);
    },
  );
});
