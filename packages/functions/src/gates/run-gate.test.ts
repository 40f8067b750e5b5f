import { ReleaseGate } from "@signalbox/core/analysis/gates/gate";
import { expect, test } from "vitest";
import { systemClock } from "../system-clock.ts";
import { json, withServer } from "../web/server.fixture.ts";
import { question } from "./question.fixture.ts";
import { runGate } from "./run-gate.ts";

const visit = { execution: "arn:e:1", state: "AskSmoke", entered: "2026-01-01T00:00:00Z" };
const context = { clock: systemClock, signal: new AbortController().signal, visit };
const webhook = (url: string, name = "smoke") => ReleaseGate.parse({ kind: "webhook", name, url });
const loadTest = ReleaseGate.parse({ kind: "load-test", name: "load", requests: 10 });

test("a step that is run again asks with the key of the first time; another visit or gate has another", async () => {
  await withServer(
    (_, response) => json(response, { verdict: "pass" }),
    async (url, received) => {
      await runGate(webhook(url), question, context);
      await runGate(webhook(url), question, context);
      await runGate(webhook(url), question, {
        ...context,
        visit: { ...visit, entered: "2026-01-01T00:05:00Z" },
      });
      await runGate(webhook(url, "other"), question, context);
      const keys = received.map(({ headers }) => headers["idempotency-key"]);
      expect(keys[0]).toBe(keys[1]);
      expect(new Set(keys).size).toBe(3);
    },
  );
});

test("a load test of a good candidate passes, of a failing one fails", async () => {
  let status = 200;
  await withServer(
    (_, response) => response.writeHead(status).end(),
    async (url) => {
      const run = () => runGate(loadTest, { ...question, preview: { url } }, context);
      expect((await run()).verdict).toBe("pass");
      status = 503;
      expect(await run()).toMatchObject({
        verdict: "fail",
        sentence: expect.stringMatching(/^load: 10 of 10/),
      });
    },
  );
});

test("without a preview address nothing is tested, and nothing passes", async () => {
  expect(await runGate(loadTest, question, context)).toEqual({
    verdict: "inconclusive",
    sentence: "load: the candidate has no preview address to test",
  });
});
