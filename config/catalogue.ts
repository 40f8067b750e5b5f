import type { ConfigLayer } from "@signalbox/core/config/config";

type Services = NonNullable<ConfigLayer["services"]>;
type Service = Services[string];

/** What every task of Open WebUI shares, however many services it is split into. */
const openWebui = {
  group: "open-webui",
  image: "open-webui",
  port: 8080,
  // /ready waits for the database and Redis; /health answers for the process alone.
  readyPath: "/ready",
  healthCommand: ["CMD-SHELL", "curl --silent --fail http://localhost:8080/health || exit 1"],
  needs: ["database", "cache", "files", "identity", "inference"],
  generations: "open-webui",
  // One task migrates, ahead of a release; a serving task never does. 2000 threads are Open WebUI's own advice.
  environment: { ENABLE_DB_MIGRATIONS: "false", THREAD_POOL_SIZE: "2000" },
} as const satisfies Service;

/** Open WebUI as one service. */
export const whole = (more: Service = {}): Services => ({
  "open-webui": { ...openWebui, route: { kind: "public", paths: ["/*"] }, ...more },
});

/**
 * Open WebUI split by path: the same image and one release, but each concern scales by itself, so that an upload that
 * keeps every thread busy slows no login. The prefixes are those of Open WebUI 0.11's routers (backend/open_webui/main.py).
 */
export const split = (more: Service = {}): Services => {
  const serving = (paths: readonly string[]): Service => ({
    ...openWebui,
    route: { kind: "public", paths: [...paths] },
    ...more,
  });
  return {
    // Whatever no other service takes: the page, its static files, settings.
    web: serving(["/*"]),
    auth: serving([
      "/api/v1/auths/*",
      "/oauth/*",
      "/api/v1/users/*",
      "/api/v1/groups/*",
      "/api/v1/scim/v2/*",
    ]),
    chat: serving([
      "/ws/*",
      "/api/chat/*",
      "/api/v1/chat/completions",
      "/api/v1/chats/*",
      "/api/v1/folders/*",
      "/api/v1/channels/*",
      "/api/v1/notes/*",
      "/api/tasks*",
      "/api/v1/tasks/*",
      "/api/v1/messages",
      "/api/message",
      "/ollama/*",
      "/openai/*",
    ]),
    models: serving([
      "/api/models*",
      "/api/v1/models*",
      "/api/v1/prompts/*",
      "/api/v1/tools/*",
      "/api/v1/functions/*",
    ]),
    files: serving(["/api/v1/files/*", "/api/v1/audio/*", "/api/v1/images/*"]),
    retrieval: serving([
      "/api/v1/knowledge/*",
      "/api/v1/retrieval/*",
      "/api/v1/memories/*",
      "/api/embeddings",
    ]),
  };
};

/** Ollama behind one internal address: Open WebUI picks a backend at random and does not try another one. */
export const ollama = (more: Service = {}): Services => ({
  ollama: {
    group: "ollama",
    image: "ollama",
    port: 11434,
    route: { kind: "internal-load-balancer" },
    readyPath: "/api/tags",
    cpu: 4096,
    memory: 16384,
    scaling: { min: 2, max: 4 },
    // Its image belongs to root, and models are written where it keeps them.
    user: "0:0",
    readOnlyRoot: false,
    // A model that was unloaded takes its start-up time again: keep it.
    environment: { OLLAMA_KEEP_ALIVE: "-1" },
    ...more,
  },
});

/** What Open WebUI calls beside models; neither is reached from outside. */
export const helpers = (more: Service = {}): Services => ({
  pipelines: {
    group: "pipelines",
    image: "pipelines",
    port: 9099,
    // Installs what a pipeline needs where its image, which is root's, keeps them.
    user: "0:0",
    readOnlyRoot: false,
    route: { kind: "service-connect" },
    scaling: { min: 2, max: 4 },
    ...more,
  },
  extraction: {
    group: "extraction",
    image: "extraction",
    port: 9998,
    route: { kind: "service-connect" },
    scaling: { min: 2, max: 6 },
    ...more,
  },
});
