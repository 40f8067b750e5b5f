import { type Facts, type ImageRequest, json, type Reply } from "../application.ts";
import { readChat, words } from "../chat.ts";

/** OpenAI's chat completion, in server-sent events when asked to stream. */
export function completion({ body }: ImageRequest, { uuid, now, task }: Facts): Reply {
  const chat = readChat(body);
  if (!chat) return json({ detail: "model and messages are required" }, 400);
  // The page asks with the ids of its chat and its socket, over which the generation then comes.
  if (task !== undefined) return json({ status: true, task_ids: [task] });
  const head = { id: `chatcmpl-${uuid()}`, created: Math.floor(now / 1000), model: chat.model };
  if (!chat.stream)
    return json({
      ...head,
      object: "chat.completion",
      choices: [
        {
          index: 0,
          message: { role: "assistant", content: words.join("") },
          finish_reason: "stop",
          logprobs: null,
        },
      ],
      usage: {
        prompt_tokens: chat.messages.length * 8,
        completion_tokens: words.length,
        total_tokens: chat.messages.length * 8 + words.length,
      },
    });
  const chunk = (delta: object, finish: "stop" | null): string =>
    `data: ${JSON.stringify({
      ...head,
      object: "chat.completion.chunk",
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    })}\n\n`;
  return {
    status: 200,
    contentType: "text/event-stream",
    body: [
      ...words.map((content, index) =>
        chunk(index === 0 ? { role: "assistant", content } : { content }, null),
      ),
      `${chunk({}, "stop")}data: [DONE]\n\n`,
    ],
  };
}
