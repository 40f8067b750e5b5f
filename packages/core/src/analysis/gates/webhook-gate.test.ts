import fc from "fast-check";
import { expect, test } from "vitest";
import { ReleaseGate } from "./gate.ts";
import { readWebhook, WebhookGate, webhookBody } from "./webhook-gate.ts";

const gate = WebhookGate.parse({ kind: "webhook", name: "smoke", url: "https://checks.example.com/release" });
const question = {
  release: {
    group: "open-webui",
    run: "2026-01-01",
    image: { repository: "open-webui", tag: "0.7.1", digest: "sha256:abc" },
    requestedBy: "ada",
  },
  side: "green",
  weight: 10,
  preview: { url: "https://preview.example.com", headers: { "x-preview": "secret" } },
} as const;

test("a gate is a URL and a name; the rest has defaults", () => {
  expect(ReleaseGate.parse(gate)).toEqual({ ...gate, timeoutSeconds: 10, attempts: 3 });
  expect(() => WebhookGate.parse({ ...gate, url: "file:///etc/passwd" })).toThrow("an http or https URL");
});

test("a webhook is told the release, side, weight and preview address, and no header that opens it", () => {
  expect(JSON.parse(webhookBody(gate, question))).toEqual({
    version: 1,
    gate: "smoke",
    release: question.release,
    side: "green",
    weight: 10,
    url: "https://preview.example.com",
  });
});

test.each(["pass", "fail", "inconclusive"])("an answer of 200 with %s is that verdict", (verdict) => {
  const read = readWebhook(gate, { status: 200, body: { verdict, sentence: "12 checks ran", extra: 1 } });
  expect(read).toEqual({ verdict, sentence: "smoke: 12 checks ran", again: false });
});

test("no other answer passes", () => {
  const body = fc.oneof(
    fc.constant({ verdict: "pass" }),
    fc.jsonValue(),
    fc.record({ verdict: fc.string() }),
    fc.record({ verdict: fc.constantFrom("PASS", "ok", true, 1, null) }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 599 }), body, (status, given) => {
      const good = status === 200 && JSON.stringify(given) === '{"verdict":"pass"}';
      expect(readWebhook(gate, { status, body: given }).verdict === "pass").toBe(good);
    }),
  );
  expect(readWebhook(gate, { unreadable: "nobody was there" })).toEqual({
    verdict: "inconclusive",
    sentence: "smoke gave no verdict: nobody was there",
    again: true,
  });
});

test("another try is worth while where the server could not answer, and not where it did", () => {
  const again = (status: number) => readWebhook(gate, { status, body: {} }).again;
  expect([202, 408, 429, 500, 503].map(again)).toEqual([true, true, true, true, true]);
  expect([200, 301, 400, 401, 404].map(again)).toEqual([false, false, false, false, false]);
});

test("a sentence without an end is cut", () => {
  const { sentence } = readWebhook(gate, {
    status: 200,
    body: { verdict: "fail", sentence: "x".repeat(9_999) },
  });
  expect(sentence.length).toBeLessThan(520);
});
