import type { HalfRead } from "../application.ts";
import { readChat, words } from "../chat.ts";

export interface Tokens {
  readonly input: number;
  readonly output: number;
}

/** Says a chat's tokens in place of a prompt of that length: `914/142`. Modelled traffic has no body to count in. */
export const tokensHeader = "x-signalbox-tokens";

/** What a token of English is long, by the usual rule of thumb. */
const charactersPerToken = 4;

/** How much a chat asks to be read and to be written; Ollama's `num_predict` bounds its answer. */
export function tokensOf({ headers, body = "" }: HalfRead): Tokens {
  const told = /^(\d{1,7})\/(\d{1,7})$/.exec(headers[tokensHeader] ?? "");
  if (told) return { input: Number(told[1]), output: Math.max(1, Number(told[2])) };
  const chat = readChat(body);
  const characters = (chat?.messages ?? []).reduce((sum, { content }) => sum + content.length, 0);
  const most = chat?.options?.num_predict ?? 0;
  return {
    input: Math.ceil(characters / charactersPerToken),
    // Below nothing means without end or to the end of the context, and this double always has the same to say.
    output: most > 0 ? Math.ceil(most) : words.length,
  };
}
