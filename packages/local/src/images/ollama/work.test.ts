import fc from "fast-check";
import { expect, test } from "vitest";
import { virtualClock } from "../../world/clock.ts";
import { random } from "../../world/random.ts";
import { imageFor } from "../catalogue.ts";
import type { Measured } from "../image.ts";
import { Slots } from "./slots.ts";
import { tokensHeader, tokensOf } from "./tokens.ts";

const serving = { slots: 2, queue: 3, prefillPerSecond: 1000, secondsPerToken: 0.1 };
const tokens = { input: 1000, output: 11 };

test("a chat takes its prefill and its tokens, and waits where no slot is free", () => {
  const slots = new Slots(serving);
  const taken = Array.from({ length: 4 }, () => slots.take(tokens, 0, 1));
  // One second to read, a tenth for each of eleven tokens.
  expect(taken.map((times) => [times?.start, times?.lastByte])).toEqual([
    [0, 2.1],
    [0, 2.1],
    [2.1, 4.2],
    [2.1, 4.2],
  ]);
  expect(taken[2]?.firstByte).toBeCloseTo(2.1 + 1.1);
});

test("beyond the queue a chat is refused, and taken again when one has moved up", () => {
  const slots = new Slots(serving);
  const taken = Array.from({ length: 6 }, () => slots.take(tokens, 0, 1));
  expect(taken.map((times) => times !== undefined)).toEqual([true, true, true, true, true, false]);
  expect(slots.take(tokens, 2_100, 1)).toBeDefined();
  expect(slots.count(2_100)).toMatchObject({ requests: 7, refused: 1, running: 2 });
});

test("whatever comes when, no more run at once than there are slots, and no token is lost from the count", () => {
  const arrivals = fc.array(
    fc.record({ after: fc.nat(4_000), input: fc.nat(3_000), output: fc.integer({ min: 1, max: 40 }) }),
    { minLength: 1, maxLength: 40 },
  );
  fc.assert(
    fc.property(arrivals, (list) => {
      const slots = new Slots({ ...serving, queue: 1_000 });
      let now = 0;
      const seen = { input: 0, output: 0 };
      const look = (): void => {
        const count = slots.count(now);
        expect(count.running).toBeLessThanOrEqual(serving.slots);
        seen.input += count.inputTokens;
        seen.output += count.outputTokens;
      };
      for (const { after, ...asked } of list) {
        now += after;
        slots.take(asked, now, 1);
        if (after > 2_000) look();
      }
      now += 10_000_000;
      look();
      const total = (part: "input" | "output") => list.reduce((sum, one) => sum + one[part], 0);
      expect(seen).toEqual({ input: total("input"), output: total("output") });
    }),
  );
});

test("tokens are those that a header tells, or else the prompt's length and the answer's bound", () => {
  const asked = (body: object, headers = {}) =>
    tokensOf({ method: "POST", path: "/api/chat", headers, body: JSON.stringify(body) });
  const chat = { model: "m", messages: [{ role: "user", content: "x".repeat(400) }] };
  expect(asked(chat)).toEqual({ input: 100, output: 8 });
  expect(asked({ ...chat, options: { num_predict: 50 } })).toEqual({ input: 100, output: 50 });
  expect(asked(chat, { [tokensHeader]: "914/142" })).toEqual({ input: 914, output: 142 });
});

function replica(environment: Record<string, string>) {
  const clock = virtualClock();
  const measured: Measured[] = [];
  const container = imageFor("ollama")!.create({
    clock,
    random: random(7),
    environment,
    annotations: {},
    revision: "v1",
    measure: (one) => measured.push(one),
  });
  const behave = (told: string) =>
    container.behave({ method: "POST", path: "/api/chat", headers: { [tokensHeader]: told } });
  return { clock, container, measured, behave };
}

test("modelled chats and chats over HTTP wait in one queue and take the same time", async () => {
  const { clock, container, behave } = replica({ OLLAMA_NUM_PARALLEL: "1" });
  await clock.run(clock.sleep(30_000));
  expect(behave("4000/100").lastByteSeconds).toBeCloseTo(5, 0);
  const began = clock.now();
  const answer = await clock.run(
    container.answer({
      method: "POST",
      path: "/api/chat",
      headers: { [tokensHeader]: "4000/100" },
      body: JSON.stringify({ model: "llama3.2:3b", messages: [{ role: "user", content: "x" }] }),
    }),
  );
  expect((clock.now() - began) / 1000).toBeCloseTo(6, 0);
  const pieces: string[] = [];
  await clock.run(
    (async () => {
      for await (const piece of answer.body) pieces.push(piece);
    })(),
  );
  expect((clock.now() - began) / 1000).toBeCloseTo(10, 0);
  expect(pieces.length).toBeLessThanOrEqual(41);
  expect(JSON.parse(pieces.at(-1)!)).toMatchObject({ prompt_eval_count: 4000, eval_count: 100 });
});

test("a full queue is a 503, and health does not mind", async () => {
  const { clock, container, behave } = replica({ OLLAMA_NUM_PARALLEL: "1", OLLAMA_MAX_QUEUE: "2" });
  await clock.run(clock.sleep(30_000));
  expect(["1/100", "1/100", "1/100", "1/100"].map((told) => behave(told).status)).toEqual([
    200, 200, 200, 503,
  ]);
  expect(container.behave({ method: "GET", path: "/api/tags", headers: {} }).status).toBe(200);
});

test("it measures itself every ten seconds, until it ends", async () => {
  const { clock, container, measured, behave } = replica({ OLLAMA_NUM_PARALLEL: "1" });
  await clock.run(clock.sleep(11_000));
  expect(measured.every(({ value }) => value === 0)).toBe(true);
  measured.length = 0;
  behave("4000/1000");
  behave("4000/1000");
  await clock.run(clock.sleep(10_000));
  expect(Object.fromEntries(measured.map(({ metric, value }) => [metric, value]))).toEqual({
    requests: 2,
    requests_refused: 0,
    requests_running: 1,
    requests_waiting: 1,
    prompt_tokens: 4000,
    generation_tokens: 0,
  });
  container.ended?.();
  measured.length = 0;
  await clock.run(clock.sleep(60_000));
  expect(measured).toEqual([]);
});
