import type { ReplicaWord } from "../replica-metrics.ts";
import type { AnswerTokens } from "./answer-tokens.ts";

/** What asks Ollama for work, in its own protocol and in OpenAI's: https://docs.ollama.com/api, https://docs.ollama.com/openai */
const workPaths = new Set([
  "/api/chat",
  "/api/generate",
  "/api/embed",
  "/api/embeddings",
  "/v1/chat/completions",
  "/v1/completions",
  "/v1/embeddings",
  "/v1/responses",
]);

/** Whether a request takes a slot; health checks and lists of models do not. */
export const asksForWork = (method: string, url: string): boolean =>
  method === "POST" && workPaths.has(url.split("?", 1)[0] ?? "");

/** How Ollama answers when its queue is full: OLLAMA_MAX_QUEUE, https://docs.ollama.com/faq */
const queueFull = 503;

/**
 * Counts requests that pass on their way to an engine without metrics. What is beyond its slots waits in it: it serves
 * OLLAMA_NUM_PARALLEL at once and lets the others queue. Of several models, each has slots of its own; they are counted as one.
 */
export class Passing {
  readonly #slots: number;
  #open = 0;
  #since = { requests: 0, refused: 0, inputTokens: 0, outputTokens: 0 };

  constructor(slots: number) {
    this.#slots = slots;
  }

  /** A request has come in; whoever is told calls what is returned once, when it has gone, with what is known of its answer. */
  came(): (answer?: { readonly status: number; readonly tokens: AnswerTokens }) => void {
    this.#open++;
    this.#since.requests++;
    return (answer) => {
      this.#open--;
      if (answer?.status === queueFull) this.#since.refused++;
      this.#since.inputTokens += answer?.tokens.input ?? 0;
      this.#since.outputTokens += answer?.tokens.output ?? 0;
    };
  }

  /** What has happened since it was last asked, and what is open now. */
  word(): ReplicaWord {
    const counted = this.#since;
    this.#since = { requests: 0, refused: 0, inputTokens: 0, outputTokens: 0 };
    const running = Math.min(this.#open, this.#slots);
    return { ...counted, running, waiting: this.#open - running };
  }
}
