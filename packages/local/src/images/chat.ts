import { z } from "zod";

/** What both APIs ask in a chat; further members (tools, a template) are let through, as the real ones do. */
const ChatRequest = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })).min(1),
  stream: z.boolean().optional(),
  options: z.object({ num_predict: z.number().optional() }).optional(),
});

export type ChatRequest = z.infer<typeof ChatRequest>;

/** undefined when the body is not such a request. */
export function readChat(body: string): ChatRequest | undefined {
  try {
    return ChatRequest.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/** The double's answer to every question, in the pieces in which it is streamed. */
export const words: readonly string[] = [
  "The ",
  "signals ",
  "are ",
  "set, ",
  "the ",
  "line ",
  "is ",
  "clear.",
];
