import { type Application, json, type Route } from "../application.ts";
import { chat } from "./chat.ts";
import { work } from "./work.ts";

const route = (kind: "health" | "plain", reply: Route["reply"]): Route => ({
  kind,
  firstByte: { median: 0.002, sigma: 0.3 },
  reply,
});

const model = {
  name: "llama3.2:3b",
  model: "llama3.2:3b",
  modified_at: "2026-01-01T00:00:00Z",
  size: 2_019_393_189,
  digest: "a80c4f17acd55265feec403c7aef86be0c25983ab279d83f3bcd3abbcb5b8b72",
  details: {
    parent_model: "",
    format: "gguf",
    family: "llama",
    families: ["llama"],
    parameter_size: "3.2B",
    quantization_level: "Q4_K_M",
  },
};

const notFound: Route = {
  ...route("plain", () => ({ status: 404, contentType: "text/plain", body: "404 page not found" })),
  status: 404,
};

/** A double of Ollama with one model, loaded: it reads and writes at a pace, in slots, and lets the rest wait. */
export const ollama: Application = {
  start: { median: 1.5, sigma: 0.2 },
  work,
  routes: new Map<string, Route>([
    ["GET /", route("health", () => ({ status: 200, contentType: "text/plain", body: "Ollama is running" }))],
    ["GET /api/version", route("health", (_, { version }) => json({ version }))],
    // A health check that asks for the models knows that the store is readable too.
    ["GET /api/tags", route("health", () => json({ models: [model] }))],
    [
      "POST /api/chat",
      {
        kind: "stream",
        // Before the prompt is read: the network, the template, the cache.
        firstByte: { median: 0.05, sigma: 0.4 },
        reply: (request, facts) => chat(request, facts, model.name),
      },
    ],
  ]),
  fallback: () => notFound,
};
