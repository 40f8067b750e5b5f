import { z } from "zod";
import type { Background, HalfRead } from "../application.ts";
import { readChat } from "../chat.ts";

const FromPage = z.object({ chat_id: z.string().min(1), session_id: z.string().min(1) });

/**
 * Open WebUI answers a chat of its page at once and generates in the background (backend/open_webui/main.py); one that
 * comes by the API alone is answered as it is generated.
 */
export function generation({ body }: HalfRead): Background | undefined {
  if (body === undefined || !readChat(body)) return undefined;
  const ids = FromPage.safeParse(JSON.parse(body)).data;
  return ids && { chat: ids.chat_id, lasts: { median: 4, sigma: 0.5 } };
}

/** As backend/open_webui/tasks.py names the hash: a field for each generation, its value the chat's id. */
export const tasksKey = ({
  WEBSOCKET_MANAGER,
  REDIS_KEY_PREFIX = "open-webui",
}: Readonly<Record<string, string>>): string | undefined =>
  WEBSOCKET_MANAGER === "redis" ? `${REDIS_KEY_PREFIX}:tasks` : undefined;
