import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { Passing } from "@signalbox/core/scaling/sidecar/passing";
import { imageFor } from "@signalbox/local/images/catalogue";
import { tokensHeader } from "@signalbox/local/images/ollama/tokens";
import { realClock } from "@signalbox/local/world/clock";
import { taskServer } from "@signalbox/local/world/plane/http/task-server";
import { random } from "@signalbox/local/world/random";
import { expect, test } from "vitest";
import { listening } from "../web/listening.fixture.ts";
import { getFrom, ollamaWords } from "./ask-engine.ts";
import { passOn } from "./pass-on.ts";

/** The double of Ollama over HTTP, forty times as fast, and the sidecar before it. */
async function engine(environment: Record<string, string> = {}) {
  const clock = realClock(40);
  const container = imageFor("ollama")!.create({
    clock,
    random: random(3),
    environment,
    annotations: {},
    revision: "v1",
    startUp: { weightsMs: 0, warmUpMs: 0 },
  });
  const server = taskServer(container);
  const enginePort = await listening(server);
  const slots = Number(environment.OLLAMA_NUM_PARALLEL ?? 4);
  const passing = new Passing(slots);
  const port = await listening(passOn(enginePort, passing));
  const word = ollamaWords(passing, getFrom(enginePort));
  return { port, server, passing, word };
}

const ask = (port: number, tokens: string, more: object = {}): ClientRequest => {
  const body = JSON.stringify({ model: "llama3.2:3b", messages: [{ role: "user", content: "x" }], ...more });
  const headers = { [tokensHeader]: tokens, "content-type": "application/json" };
  const asked = request({ port, method: "POST", path: "/api/chat", headers, agent: false });
  asked.on("error", () => {});
  asked.end(body);
  return asked;
};

const answerOf = (asked: ClientRequest): Promise<{ status: number; pieces: string[] }> =>
  new Promise((resolve, reject) => {
    asked.on("error", reject);
    asked.on("response", (answer: IncomingMessage) => {
      const pieces: string[] = [];
      answer.setEncoding("utf8");
      answer.on("data", (piece: string) => pieces.push(piece));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, pieces }));
    });
  });

test("an answer streams through piece by piece, and its tokens are counted", async () => {
  const { port, word } = await engine();
  const { status, pieces } = await answerOf(ask(port, "914/142"));
  expect(status).toBe(200);
  expect(pieces.length).toBeGreaterThan(5);
  expect(JSON.parse(pieces.join("").trim().split("\n").at(-1)!)).toMatchObject({ eval_count: 142 });
  expect(await word()).toEqual({
    requests: 1,
    refused: 0,
    running: 0,
    waiting: 0,
    inputTokens: 914,
    outputTokens: 142,
  });
});

test("a whole answer passes unchanged, and what asks for no work is not counted", async () => {
  const { port, word } = await engine();
  const { pieces } = await answerOf(ask(port, "20/5", { stream: false }));
  expect(JSON.parse(pieces.join(""))).toMatchObject({ done: true, prompt_eval_count: 20 });
  expect((await fetch(`http://127.0.0.1:${port}/api/tags`)).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${port}/nowhere`)).status).toBe(404);
  expect(await word()).toMatchObject({ requests: 1, inputTokens: 20, outputTokens: 5 });
});

test("what runs and what waits is told apart, and a full queue is refused", async () => {
  const { port, word } = await engine({ OLLAMA_NUM_PARALLEL: "2", OLLAMA_MAX_QUEUE: "1" });
  const answers = Array.from({ length: 4 }, () => answerOf(ask(port, "400/400")));
  const refused = await Promise.race(answers);
  expect(refused.status).toBe(503);
  expect(await word()).toMatchObject({ requests: 4, refused: 1, running: 2, waiting: 1 });
  await Promise.all(answers);
  expect(await word()).toMatchObject({ requests: 0, running: 0, waiting: 0, outputTokens: 1200 });
});

test("a client that leaves is told on to the engine, and is open no longer", async () => {
  const { port, server, word } = await engine();
  const left = new Promise<void>((resolve) => {
    server.on("request", (_, response) => response.on("close", () => resolve()));
  });
  const asked = ask(port, "100/100000");
  await new Promise<void>((resolve) => {
    asked.on("response", (answer: IncomingMessage) => {
      answer.on("error", () => {});
      answer.once("data", () => {
        asked.destroy();
        resolve();
      });
    });
  });
  await left;
  expect(await word()).toMatchObject({ requests: 1, running: 0, waiting: 0 });
});

test("an engine that is gone is a 502 to its client, and silence to the planner", async () => {
  const { port, server, word } = await engine();
  server.close();
  server.closeAllConnections();
  expect((await answerOf(ask(port, "1/1"))).status).toBe(502);
  expect(await word()).toBeUndefined();
});
