import { load, stages } from "@signalbox/config/load";
import { describe, expect, test } from "vitest";
import { type VirtualClock, virtualClock } from "../world/clock.ts";
import { random } from "../world/random.ts";
import { doubles, imageFor } from "./catalogue.ts";
import type { Container, ImageResponse } from "./image.ts";

const get = (path: string) => ({ method: "GET", path, headers: {}, body: "" });
const post = (path: string, body: object) => ({
  method: "POST",
  path,
  headers: {},
  body: JSON.stringify(body),
});
const question = { model: "llama3.2:3b", messages: [{ role: "user", content: "Is the line clear?" }] };

function start(repository: string, behaviour?: string, clock = virtualClock()) {
  const container = imageFor(repository)!.create({
    clock,
    random: random(7),
    environment: {},
    annotations: {
      "org.opencontainers.image.version": "0.11.0",
      ...(behaviour && { "dev.signalbox.behaviour": behaviour }),
    },
    revision: "v2",
  });
  return { clock, container };
}

async function ready(repository: string, behaviour?: string) {
  const started = start(repository, behaviour);
  await started.clock.run(started.clock.sleep(30_000));
  return started;
}

async function text(clock: VirtualClock, response: ImageResponse): Promise<string> {
  if (typeof response.body === "string") return response.body;
  const pieces = response.body;
  const read = async (): Promise<string> => {
    let all = "";
    for await (const piece of pieces) all += piece;
    return all;
  };
  return await clock.run(read());
}

const ask = async (clock: VirtualClock, container: Container, request: ReturnType<typeof post>) => {
  const response = await clock.run(container.answer(request));
  return { ...response, text: await text(clock, response) };
};

describe("Open WebUI", () => {
  test("answers 503 to health checks until it has started, then 200", async () => {
    const { clock, container } = start("open-webui");
    expect(container.behave(get("/ready")).status).toBe(503);
    expect(container.behave(get("/health")).status).toBe(503);
    await clock.run(clock.sleep(30_000));
    expect(container.behave(get("/ready")).status).toBe(200);
    expect((await ask(clock, container, get("/health"))).text).toBe('{"status":true}');
  });

  test("names its revision in every answer and its version where it is asked", async () => {
    const { clock, container } = await ready("chat/open-webui");
    const answer = await ask(clock, container, get("/api/version?x=1"));
    expect(answer.headers["x-revision"]).toBe("v2");
    expect(JSON.parse(answer.text)).toEqual({ version: "0.11.0" });
    expect(JSON.parse((await ask(clock, container, get("/api/config"))).text).version).toBe("0.11.0");
  });

  test("streams a chat as server-sent events while time passes, and ends with [DONE]", async () => {
    const { clock, container } = await ready("open-webui");
    const response = await clock.run(
      container.answer(post("/api/chat/completions", { ...question, stream: true })),
    );
    const firstByte = clock.now();
    expect(response.headers["content-type"]).toBe("text/event-stream");
    const events = (await text(clock, response)).trimEnd().split("\n\n");
    expect(clock.now()).toBeGreaterThan(firstByte);
    expect(events.at(-1)).toBe("data: [DONE]");
    const chunks = events.slice(0, -1).map((event) => JSON.parse(event.slice("data: ".length)));
    expect(new Set(chunks.map(({ object }) => object))).toEqual(new Set(["chat.completion.chunk"]));
    expect(chunks.map(({ choices }) => choices[0].delta.content ?? "").join("")).toBe(
      "The signals are set, the line is clear.",
    );
    expect(chunks.at(-1).choices[0].finish_reason).toBe("stop");
  });

  test("answers a chat in one piece when no stream is asked, and 400 when no model is named", async () => {
    const { clock, container } = await ready("open-webui");
    const whole = await ask(clock, container, post("/api/chat/completions", question));
    expect(JSON.parse(whole.text).choices[0].message.content).toContain("line is clear");
    expect((await ask(clock, container, post("/api/chat/completions", {}))).status).toBe(400);
  });

  test("signs in whoever names an address and a password", async () => {
    const { clock, container } = await ready("open-webui");
    const user = await ask(
      clock,
      container,
      post("/api/v1/auths/signin", { email: "ada@example.com", password: "x" }),
    );
    expect(JSON.parse(user.text)).toMatchObject({
      token_type: "Bearer",
      email: "ada@example.com",
      role: "user",
    });
    expect((await ask(clock, container, post("/api/v1/auths/signin", { email: "ada" }))).status).toBe(400);
  });

  test("serves a page for an unknown path, and refuses to post to it", async () => {
    const { container } = await ready("open-webui");
    expect(container.behave(get("/c/123")).status).toBe(200);
    expect(container.behave(post("/c/123", {})).status).toBe(405);
  });
});

describe("Ollama", () => {
  test("lists its model and streams a chat as JSON lines, the last one with the counts", async () => {
    const { clock, container } = await ready("ollama");
    const { models } = JSON.parse((await ask(clock, container, get("/api/tags"))).text);
    const chat = await ask(clock, container, post("/api/chat", { ...question, model: models[0].name }));
    expect(chat.headers["content-type"]).toBe("application/x-ndjson");
    const lines = chat.text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.slice(0, -1).every(({ done }) => done === false)).toBe(true);
    expect(lines.at(-1)).toMatchObject({ done: true, done_reason: "stop", eval_count: lines.length - 1 });
  });

  test("answers 404 for a model it has not and for a path it does not know", async () => {
    const { clock, container } = await ready("ollama");
    expect((await ask(clock, container, post("/api/chat", { ...question, model: "gpt" }))).status).toBe(404);
    expect(container.behave(get("/ready")).status).toBe(404);
  });
});

describe("any other HTTP service", () => {
  test("is well on the usual paths once it has started", async () => {
    const { clock, container } = start("fdr/orchestrator");
    expect(container.behave(get("/ready")).status).toBe(503);
    await clock.run(clock.sleep(30_000));
    for (const path of ["/health", "/ready", "/healthz"])
      expect(container.behave(get(path)).status).toBe(200);
  });

  test("echoes what it is sent, and tells its version", async () => {
    const { clock, container } = await ready("frontend");
    const answer = await ask(clock, container, post("/api/research?depth=2", { topic: "signals" }));
    expect(answer.headers["x-revision"]).toBe("v2");
    expect(JSON.parse(answer.text)).toEqual({
      method: "POST",
      path: "/api/research?depth=2",
      body: '{"topic":"signals"}',
      version: "0.11.0",
    });
  });

  test("misbehaves as it is told to: a version with errors fails requests and passes its health checks", async () => {
    const { container } = await ready("backend", "errors");
    const statuses = (path: string) => Array.from({ length: 500 }, () => container.behave(get(path)).status);
    expect(statuses("/api/jobs")).toContain(500);
    expect(new Set(statuses("/ready"))).toEqual(new Set([200]));
  });
});

describe("versions that misbehave", () => {
  const chats = (container: Container, count: number) =>
    Array.from({ length: count }, () => container.behave(post("/api/chat/completions", {})));
  const p95 = (container: Container) =>
    chats(container, 2000)
      .map(({ lastByteSeconds }) => lastByteSeconds)
      .toSorted((a, b) => a - b)[1900]!;

  test("a slow one has a p95 several times that of a good one, and passes its health checks as fast", async () => {
    const good = await ready("open-webui");
    const slow = await ready("open-webui", "slow");
    expect(p95(slow.container) / p95(good.container)).toBeGreaterThan(3);
    expect(slow.container.behave(get("/ready")).lastByteSeconds).toBeLessThan(0.05);
  });

  test("one with errors answers about 5 % of requests with 500, health checks never", async () => {
    const { container } = await ready("open-webui", "errors");
    const failed = chats(container, 4000).filter(({ status }) => status === 500).length;
    expect(failed).toBeGreaterThan(140);
    expect(failed).toBeLessThan(260);
    const probes = Array.from({ length: 1000 }, () => container.behave(get("/ready")).status);
    expect(new Set(probes)).toEqual(new Set([200]));
  });

  test("a flawed one always fails a little, and its worse candidate about twice as often", async () => {
    const failed = async (behaviour: string): Promise<number> => {
      const { container } = await ready("open-webui", behaviour);
      return chats(container, 20_000).filter(({ status }) => status === 500).length;
    };
    const [flawed, twice] = [await failed("flawed"), await failed("twice-flawed")];
    expect(flawed / 20_000).toBeCloseTo(0.04, 2);
    expect(twice / flawed).toBeCloseTo(2, 0);
  });

  test("an unhealthy one never gets ready", async () => {
    const { clock, container } = await ready("open-webui", "unhealthy");
    await clock.run(clock.sleep(3600_000));
    expect(container.behave(get("/health")).status).toBe(503);
    expect(container.behave(get("/ready")).status).toBe(503);
  });

  test("an unknown behaviour keeps the container from starting and names the ones there are", () => {
    expect(() => start("open-webui", "sleepy")).toThrow(
      'dev.signalbox.behaviour is "sleepy"; it can be good, slow, errors, flawed, twice-flawed, unhealthy',
    );
  });
});

describe("SIGTERM", () => {
  test("fails health, refuses new chats, and ends when the running stream has ended", async () => {
    const { clock, container } = await ready("open-webui");
    const stream = await clock.run(
      container.answer(post("/api/chat/completions", { ...question, stream: true })),
    );
    let ended = false;
    const terminated = container.terminate().then(() => {
      ended = true;
    });
    expect(container.behave(get("/ready")).status).toBe(503);
    expect(container.behave(post("/api/chat/completions", {})).status).toBe(503);
    await clock.run(clock.sleep(60_000));
    expect(ended).toBe(false);
    expect(await text(clock, stream)).toContain("[DONE]");
    await clock.run(terminated);
    expect(ended).toBe(true);
  });

  test("waits for modelled requests too", async () => {
    const { clock, container } = await ready("open-webui");
    const { lastByteSeconds } = container.behave(post("/api/chat/completions", {}));
    const before = clock.now();
    await clock.run(container.terminate());
    expect(clock.now() - before).toBeCloseTo(lastByteSeconds * 1000);
  });
});

test.each(Object.keys(stages))("every image of the configuration %s has a double", (stage) => {
  expect(Object.keys(load(stage).images).filter((image) => !doubles.includes(image))).toEqual([]);
});

test("a repository without a double has none", () => {
  expect(imageFor("nginx")).toBeUndefined();
  expect(imageFor("toString")).toBeUndefined();
});
