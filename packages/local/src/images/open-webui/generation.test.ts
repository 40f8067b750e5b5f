import { expect, test } from "vitest";
import { Hashes } from "../../world/cache/hashes.ts";
import { virtualClock } from "../../world/clock.ts";
import { random } from "../../world/random.ts";
import { imageFor } from "../catalogue.ts";

const question = { model: "llama3.2:3b", messages: [{ role: "user", content: "Is the line clear?" }] };
const fromPage = { ...question, stream: true, chat_id: "chat-1", session_id: "socket-1" };

async function asked(body: object, environment: Record<string, string>) {
  const clock = virtualClock();
  const cache = new Hashes();
  const container = imageFor("open-webui")!.create({
    clock,
    random: random(7),
    environment,
    annotations: {},
    revision: "v2",
    cache,
  });
  await clock.run(clock.sleep(30_000));
  const request = {
    method: "POST",
    path: "/api/chat/completions",
    headers: {},
    body: JSON.stringify(body),
  };
  const answer = await clock.run(container.answer(request));
  return { clock, cache, container, answer };
}

test("a chat of the page is answered at once with its task, which stands in the cache until it has ended", async () => {
  const { clock, cache, answer } = await asked(fromPage, { WEBSOCKET_MANAGER: "redis" });
  const { status, task_ids } = JSON.parse(String(answer.body));
  expect(status).toBe(true);
  expect(cache.entries("open-webui:tasks")).toEqual([[task_ids[0], "chat-1"]]);
  await clock.run(clock.sleep(60_000));
  expect(cache.entries("open-webui:tasks")).toEqual([]);
});

test("a task that is killed leaves its entry for ever", async () => {
  const { clock, cache, container } = await asked(fromPage, {
    WEBSOCKET_MANAGER: "redis",
    REDIS_KEY_PREFIX: "blue",
  });
  container.ended?.();
  await clock.run(clock.sleep(600_000));
  expect(cache.entries("blue:tasks")).toHaveLength(1);
});

test("a chat by the API alone is answered as it is generated, and stands nowhere; so does any without a cache", async () => {
  const api = await asked({ ...question, stream: true }, { WEBSOCKET_MANAGER: "redis" });
  expect(api.answer.headers["content-type"]).toBe("text/event-stream");
  expect(api.cache.entries("open-webui:tasks")).toEqual([]);
  const alone = await asked(fromPage, {});
  expect(JSON.parse(String(alone.answer.body)).task_ids).toHaveLength(1);
  expect(alone.cache.entries("open-webui:tasks")).toEqual([]);
});
