import type { ConfigLayer } from "@signalbox/core/config/config";

/** What all stages share. */
export const base: ConfigLayer = {
  images: {
    "open-webui": { source: "ghcr.io/open-webui/open-webui", version: "v0.11.0" },
    ollama: { source: "docker.io/ollama/ollama", version: "v0.12.0" },
    pipelines: { source: "ghcr.io/open-webui/pipelines", version: "main" },
    extraction: { source: "docker.io/apache/tika", version: "3.2.3.0" },
  },
  groups: {
    "open-webui": {},
    ollama: {},
    pipelines: { strategy: "rolling" },
    extraction: { strategy: "rolling" },
  },
  services: {
    "open-webui": {
      group: "open-webui",
      image: "open-webui",
      port: 8080,
      route: { kind: "public", paths: ["/*"] },
      readyPath: "/ready",
      healthCommand: ["CMD-SHELL", "curl --silent --fail http://localhost:8080/health || exit 1"],
      needs: ["database", "cache", "files", "identity", "inference"],
      environment: { ENABLE_DB_MIGRATIONS: "false", THREAD_POOL_SIZE: "2000" },
    },
    ollama: {
      group: "ollama",
      image: "ollama",
      port: 11434,
      route: { kind: "internal-load-balancer" },
      readyPath: "/api/tags",
      cpu: 4096,
      memory: 16384,
      scaling: { min: 2, max: 4 },
      environment: { OLLAMA_KEEP_ALIVE: "-1" },
    },
  },
};
