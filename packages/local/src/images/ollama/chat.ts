import { type Facts, type ImageRequest, json, type Reply } from "../application.ts";
import { readChat, words } from "../chat.ts";
import { tokensOf } from "./tokens.ts";

/** A long answer comes in lines of several tokens: what a laptop streams at twenty times the speed is otherwise mostly envelopes. */
const linesAtMost = 40;

/** Ollama's chat: JSON lines unless `stream` is false. Durations are nanoseconds. */
export function chat(asked: ImageRequest, { now, seconds }: Facts, loaded: string): Reply {
  const request = readChat(asked.body);
  if (!request) return json({ error: "model and messages are required" }, 400);
  if (request.model !== loaded) return json({ error: `model '${request.model}' not found` }, 404);
  const { input, output } = tokensOf(asked);
  const head = { model: request.model, created_at: new Date(now).toISOString() };
  const end = {
    done: true,
    done_reason: "stop",
    total_duration: Math.round(seconds.last * 1e9),
    load_duration: 20_000_000,
    prompt_eval_count: input,
    // The wait for a slot is in it: Ollama counts from the request too.
    prompt_eval_duration: Math.round(seconds.first * 1e9),
    eval_count: output,
    eval_duration: Math.round((seconds.last - seconds.first) * 1e9),
  };
  const message = (content: string) => ({ role: "assistant", content });
  const lines = piecesOf(output);
  if (request.stream === false) return json({ ...head, message: message(lines.join("")), ...end });
  return {
    status: 200,
    contentType: "application/x-ndjson",
    body: [
      ...lines.map((line) => `${JSON.stringify({ ...head, message: message(line), done: false })}\n`),
      `${JSON.stringify({ ...head, message: message(""), ...end })}\n`,
    ],
  };
}

function piecesOf(tokens: number): string[] {
  const perLine = Math.ceil(tokens / linesAtMost);
  return Array.from({ length: Math.ceil(tokens / perLine) }, (_, line) =>
    Array.from(
      { length: Math.min(perLine, tokens - line * perLine) },
      (_, index) => words[(line * perLine + index) % words.length],
    ).join(""),
  );
}
