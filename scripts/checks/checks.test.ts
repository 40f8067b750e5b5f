import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

type Answer = (response: ServerResponse, request: IncomingMessage, body: string) => void;

const json =
  (body: object, status = 200): Answer =>
  (response) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

const page: Answer = (response) =>
  response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Open WebUI</title>");

/** Server-sent events as Open WebUI's, one piece an event; `end` may be left out, as when something cuts it off. */
const stream =
  (pieces: readonly string[], end = "data: [DONE]\n\n"): Answer =>
  (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const content of pieces)
      response.write(`data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`);
    response.end(end);
  };

const signIn: Answer = (response, _request, body) => {
  const { email, password } = JSON.parse(body);
  const known = email === "probe@example.com" && password === "right";
  json(known ? { token: "the-token" } : { detail: "wrong" }, known ? 200 : 400)(response, _request, body);
};

const forUsers =
  (answer: Answer): Answer =>
  (response, request, body) =>
    (request.headers.authorization === "Bearer the-token"
      ? answer
      : json({ detail: "Not authenticated" }, 401))(response, request, body);

/** An Open WebUI in good health, for one path at a time to be made worse. */
const healthy: Readonly<Record<string, Answer>> = {
  "/health": json({ status: true }),
  "/ready": json({ status: true }),
  "/api/version": json({ version: "0.11.0" }),
  "/api/config": json({ oauth: { providers: {} } }),
  "/api/v1/auths/signin": signIn,
  "/api/models": forUsers(json({ data: [{ id: "llama3.2" }, { id: "other" }] })),
  "/api/chat/completions": forUsers(stream(["one ", "two ", "three"])),
};

let server: Server;
let url = "";
let worse: Readonly<Record<string, Answer>> = {};
let asked: { readonly path: string; readonly body: string }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      const path = request.url ?? "/";
      asked.push({ path, body });
      const answer = worse[path] ?? healthy[path] ?? page;
      answer(response, request, body);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // of a TCP server it is never a path
  url = `http://127.0.0.1:${port}`;
});
afterAll(() => server.close());
afterEach(() => {
  worse = {};
  asked = [];
});

/** Runs a check as the pipeline does. */
async function check(name: string, words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [`scripts/checks/${name}.ts`, ...words], {
    env: { PATH: process.env.PATH, ...env },
  });
  let said = "";
  for (const output of [child.stdout, child.stderr])
    output.on("data", (part) => {
      said += part;
    });
  const [code] = await once(child, "close");
  return { code, said };
}

const user = { PROBE_EMAIL: "probe@example.com", PROBE_PASSWORD: "right" };

describe("health", () => {
  test("passes when every path answers in its own shape", async () => {
    expect(await check("health", [url])).toEqual({
      code: 0,
      said: `${url} answers well at /, /health, /ready, /api/version\n`,
    });
  });

  test.each<[string, Answer, string]>([
    ["is not ready", json({ status: false }, 503), "/ready answered 503"],
    ["answers with the page where a check belongs", page, "/ready answered with something else"],
  ])("names the path of an application that %s, once its time is up", async (_how, answer, said) => {
    worse = { "/ready": answer };
    const result = await check("health", [url, "--seconds", "0.1"]);
    expect(result.code).toBe(1);
    expect(result.said).toContain(said);
    expect(result.said).not.toContain("/health");
  });

  test("waits for an application that is still starting", async () => {
    let early = true;
    worse = {
      "/ready": (...around) => {
        const answer = early ? json({}, 503) : json({ status: true });
        early = false;
        answer(...around);
      },
    };
    expect((await check("health", [url, "--seconds", "30"])).code).toBe(0);
    expect(asked.filter(({ path }) => path === "/ready")).toHaveLength(2);
  });
});

describe("load", () => {
  const few = ["--requests-per-second", "40", "--seconds", "0.5"];

  test("sends as many requests as asked, to paths that need no login", async () => {
    const { code, said } = await check("load", [url, ...few, "--p95-seconds", "20"]);
    expect(said).toContain("20 sent, 20 answered well");
    expect(code).toBe(0);
    expect(new Set(asked.map(({ path }) => path))).toEqual(
      new Set(["/", "/api/config", "/api/version", "/health"]),
    );
  });

  test("fails for each answer that is not 200, those of a rate limit among them", async () => {
    worse = { "/api/config": json({}, 429), "/health": (response) => response.destroy() };
    const { code, said } = await check("load", [url, ...few, "--p95-seconds", "20"]);
    expect(code).toBe(1);
    expect(said).toContain("20 sent, 10 answered well");
    expect(said).toContain("5 × 429 at /api/config");
    expect(said).toMatch(/5 × .* at \/health/);
  });

  test("fails when the first byte comes late", async () => {
    const { code, said } = await check("load", [url, ...few, "--p95-seconds", "0.000001"]);
    expect(code).toBe(1);
    expect(said).toContain("20 answered well");
  });
});

describe("smoke", () => {
  test("logs in, asks the first model and reads the answer as it streams", async () => {
    const { code, said } = await check("smoke", [url], user);
    expect(said).toMatch(
      /^probe@example\.com logged in; llama3\.2 answered in 3 pieces, the first after [\d.]+ s\n$/,
    );
    expect(code).toBe(0);
    const { body = "" } = asked.find(({ path }) => path === "/api/chat/completions") ?? {};
    expect(JSON.parse(body)).toMatchObject({ model: "llama3.2", stream: true });
  });

  test.each<[string, Readonly<Record<string, Answer>>, string]>([
    ["is cut off", { "/api/chat/completions": stream(["one "], "") }, "was cut off after 1 pieces"],
    ["says nothing", { "/api/chat/completions": stream([]) }, "answered with nothing"],
    ["comes whole", { "/api/chat/completions": json({ choices: [] }) }, "did not stream"],
    ["is an error", { "/api/chat/completions": json({ detail: "x" }, 500) }, "answered 500"],
    ["has no model", { "/api/models": json({ data: [] }) }, "offers no model"],
    ["is asked of a page", { "/api/models": page }, "answered with something else"],
  ])("fails when the answer %s", async (_how, answers, said) => {
    worse = answers;
    const result = await check("smoke", [url], user);
    expect(result.said).toContain(said);
    expect(result.code).toBe(1);
  });

  test("fails with a wrong password, and never says it", async () => {
    const { code, said } = await check("smoke", [url], { ...user, PROBE_PASSWORD: "wrong-secret" });
    expect(code).toBe(1);
    expect(said).toContain("/api/v1/auths/signin answered 400");
    expect(said).not.toContain("wrong-secret");
  });
});

describe("what they are asked", () => {
  test.each<[string, string[], string]>([
    ["health", [], "a URL is missing"],
    ["health", ["nowhere"], "not a URL: nowhere"],
    ["load", ["http://127.0.0.1:1", "--seconds", "soon"], "--seconds is a number above 0, not soon"],
    ["load", ["http://127.0.0.1:1", "--minutes", "1"], "--minutes"],
    ["smoke", ["http://127.0.0.1:1"], "PROBE_EMAIL and PROBE_PASSWORD say who logs in"],
  ])("%s %j is refused with the usage: %s", async (name, words, said) => {
    const result = await check(name, words);
    expect(result.code).toBe(2);
    expect(result.said).toContain(said);
    expect(result.said).toContain(`npm run check:${name} -- <url>`);
  });
});
