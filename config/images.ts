import type { ConfigLayer } from "@signalbox/core/config/config";

/** Open WebUI and what it works with, at the versions that a new platform starts with. */
export const images: NonNullable<ConfigLayer["images"]> = {
  "open-webui": { source: "ghcr.io/open-webui/open-webui", version: "v0.11.0" },
  ollama: { source: "docker.io/ollama/ollama", version: "0.12.0" },
  pipelines: { source: "ghcr.io/open-webui/pipelines", version: "main" },
  extraction: { source: "docker.io/apache/tika", version: "3.2.3.0" },
};

/** What is released together, and how. */
export const groups: NonNullable<ConfigLayer["groups"]> = {
  "open-webui": { strategy: "canary", upgrade: { migrations: "open-webui" } },
  ollama: { strategy: "canary" },
  pipelines: { strategy: "rolling" },
  extraction: { strategy: "rolling" },
};
