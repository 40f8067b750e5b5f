import { LoadTestGate } from "@signalbox/core/analysis/gates/load-test-gate";
import { expect, test } from "vitest";
import { systemClock } from "../system-clock.ts";
import { impatientClock, pausingClock } from "../web/clocks.fixture.ts";
import { withServer } from "../web/server.fixture.ts";
import { runLoadTest } from "./run-load-test.ts";

const gateOf = (given: object = {}) =>
  LoadTestGate.parse({ kind: "load-test", name: "load", requests: 40, concurrency: 4, ...given });
const context = { clock: systemClock, signal: new AbortController().signal };

test("all requests are made, to the path at the preview address, with what routes them there", async () => {
  await withServer(
    (_, response) => response.end("hello"),
    async (url, received) => {
      const preview = { url, headers: { "x-preview": "green" } };
      expect(await runLoadTest(gateOf({ path: "/health?deep" }), preview, context)).toEqual({
        sent: 40,
        answered: 40,
        failed: 0,
        slow: 0,
      });
      expect(received).toHaveLength(40);
      for (const { method, path, headers } of received)
        expect([method, path, headers["x-preview"]]).toEqual(["GET", "/health?deep", "green"]);
    },
  );
});

test("never more than so many are open at the same time, and as many when there are enough", async () => {
  let [open, most] = [0, 0];
  const waiting: (() => void)[] = [];
  await withServer(
    (_, response) => {
      open++;
      most = Math.max(most, open);
      waiting.push(() => {
        open--;
        response.end();
      });
      // Answered only once the fourth is there: fewer at a time would never end.
      if (waiting.length % 4 === 0) for (const answer of waiting.splice(0)) answer();
    },
    async (url) => {
      expect((await runLoadTest(gateOf(), { url }, context)).answered).toBe(40);
      expect(most).toBe(4);
    },
  );
});

test("errors, refusals and answers that break off have failed; redirects have not, and are not followed", async () => {
  let request = 0;
  await withServer(
    (_, response) => {
      const kind = request++ % 5;
      if (kind === 0) response.end("fine");
      else if (kind === 1) response.writeHead(500).end();
      else if (kind === 2) response.writeHead(404).end();
      else if (kind === 3) response.writeHead(302, { location: "/elsewhere" }).end();
      else response.writeHead(200, { "content-length": 10 }).write("half", () => response.destroy());
    },
    async (url, received) => {
      const counts = await runLoadTest(gateOf({ concurrency: 1 }), { url }, context);
      expect(counts).toEqual({ sent: 40, answered: 40, failed: 24, slow: 0 });
      expect(received.some(({ path }) => path === "/elsewhere")).toBe(false);
    },
  );
});

test("an answer that begins after the objective is slow", async () => {
  const clock = pausingClock(0);
  let request = 0;
  await withServer(
    (_, response) => {
      clock.pass(request++ % 4 === 0 ? 300 : 200);
      response.end();
    },
    async (url) => {
      const gate = gateOf({ concurrency: 1, latencySeconds: 0.25 });
      expect(await runLoadTest(gate, { url }, { ...context, clock })).toMatchObject({ failed: 0, slow: 10 });
    },
  );
});

test("no request begins after the deadline", async () => {
  const clock = pausingClock(0);
  await withServer(
    (_, response) => {
      clock.pass(1_000);
      response.end();
    },
    async (url) => {
      const gate = gateOf({ concurrency: 1, deadlineSeconds: 5 });
      expect((await runLoadTest(gate, { url }, { ...context, clock })).sent).toBe(5);
    },
  );
});

test("a server that never answers fails every request", async () => {
  await withServer(
    () => {},
    async (url) => {
      const counts = await runLoadTest(gateOf(), { url }, { ...context, clock: impatientClock });
      expect(counts).toEqual({ sent: 40, answered: 0, failed: 40, slow: 0 });
    },
  );
});

test("nobody at home answers nothing", async () => {
  const counts = await runLoadTest(gateOf(), { url: "http://127.0.0.1:4699" }, context);
  expect(counts).toEqual({ sent: 40, answered: 0, failed: 40, slow: 0 });
});

test("requests that the end of the Lambda's time cuts off are not counted", async () => {
  const over = new AbortController();
  let request = 0;
  await withServer(
    (_, response) => (request++ < 3 ? response.end() : over.abort()),
    async (url) => {
      const gate = gateOf({ concurrency: 1 });
      const counts = await runLoadTest(gate, { url }, { ...context, signal: over.signal });
      expect(counts).toEqual({ sent: 3, answered: 3, failed: 0, slow: 0 });
    },
  );
});
