import type { engines } from "../../config/inference.ts";

type Engine = (typeof engines)[number];

/**
 * What clients ask before they ask for work, and without which they show no model to be asked: https://docs.ollama.com/api,
 * https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html
 */
export const listsOf: Readonly<Record<Engine, readonly string[]>> = {
  ollama: ["/api/tags", "/api/version", "/v1/models"],
  vllm: ["/v1/models", "/version"],
};

/** What a request is to a holder: work starts a replica, a list is answered from memory, and what else only looks starts nothing. */
export function kindOf(engine: Engine, method: string, url: string): "work" | "list" | "look" {
  if (!["GET", "HEAD", "OPTIONS"].includes(method)) return "work";
  return method === "GET" && listsOf[engine].includes(url) ? "list" : "look";
}
