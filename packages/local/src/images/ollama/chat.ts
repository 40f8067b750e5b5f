import { type Facts, type ImageRequest, json, type Reply } from "../application.ts";
import { readChat, words } from "../chat.ts";

/** Ollama's chat: JSON lines unless `stream` is false. Durations are nanoseconds. */
export function chat({ body }: ImageRequest, { now }: Facts, loaded: string): Reply {
  const request = readChat(body);
  if (!request) return json({ error: "model and messages are required" }, 400);
  if (request.model !== loaded) return json({ error: `model '${request.model}' not found` }, 404);
  const head = { model: request.model, created_at: new Date(now).toISOString() };
  const end = {
    done: true,
    done_reason: "stop",
    total_duration: 350_000_000,
    load_duration: 20_000_000,
    prompt_eval_count: request.messages.length * 8,
    prompt_eval_duration: 80_000_000,
    eval_count: words.length,
    eval_duration: 250_000_000,
  };
  const message = (content: string) => ({ role: "assistant", content });
  if (request.stream === false) return json({ ...head, message: message(words.join("")), ...end });
  return {
    status: 200,
    contentType: "application/x-ndjson",
    body: [
      ...words.map((word) => `${JSON.stringify({ ...head, message: message(word), done: false })}\n`),
      `${JSON.stringify({ ...head, message: message(""), ...end })}\n`,
    ],
  };
}
