import { type Application, json, type Route } from "../application.ts";
import type { Latency } from "../latency.ts";
import { ChatWriter } from "./chat-writer.ts";
import { completion } from "./completion.ts";
import { generation, tasksKey } from "./generation.ts";
import { runMigrator } from "./migrator.ts";
import { signIn } from "./sign-in.ts";

const quick: Latency = { median: 0.003, sigma: 0.3 };

const health: Route = { kind: "health", firstByte: quick, reply: () => json({ status: true }) };

const plain = (reply: Route["reply"], median: number): Route => ({
  kind: "plain",
  firstByte: { median, sigma: 0.4 },
  reply,
});

/** An unknown path is a page of the application, not a 404. */
const page = plain(
  () => ({
    status: 200,
    contentType: "text/html; charset=utf-8",
    body: "<!doctype html><title>Open WebUI</title>",
  }),
  0.005,
);

const notAllowed: Route = { ...plain(() => json({ detail: "Method Not Allowed" }, 405), 0.002), status: 405 };

/**
 * A double of Open WebUI 0.11: its health, ready, sign-in, models and chat routes. It asks no token, and its chats are its own,
 * with no Ollama behind it. /health differs from the real one in the start only, as the container says.
 */
export const openWebUi: Application = {
  // The real one takes 10 s and more, most of it Python's imports; bounded here so that a tour stays watchable.
  start: { median: 3, sigma: 0.2 },
  chats: (setting) => new ChatWriter(setting),
  run: runMigrator,
  routes: new Map([
    ["GET /health", health],
    ["GET /health/db", health],
    ["GET /ready", health],
    ["GET /api/version", plain((_, { version }) => json({ version }), 0.004)],
    ["GET /api/config", plain((_, { version }) => json(config(version)), 0.008)],
    [
      "GET /api/models",
      plain(() => json({ data: [{ id: "llama3.2:3b", name: "llama3.2:3b", object: "model" }] }), 0.01),
    ],
    // Verifying a bcrypt hash takes tens of milliseconds by design.
    ["POST /api/v1/auths/signin", plain(signIn, 0.08)],
    [
      "POST /api/chat/completions",
      {
        kind: "stream",
        firstByte: { median: 0.12, sigma: 0.4 },
        stream: { median: 0.28, sigma: 0.4 },
        background: generation,
        reply: completion,
      },
    ],
  ]),
  tasksKey,
  fallback: (method) => (method === "GET" || method === "HEAD" ? page : notAllowed),
};

const config = (version: string) => ({
  status: true,
  name: "Open WebUI",
  version,
  default_locale: "",
  oauth: { providers: {} },
  features: { auth: true, enable_signup: false, enable_login_form: true, enable_websocket: true },
});
