import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { z } from "zod";
import { ask, askJson } from "./ask.ts";

const Models = z.object({ data: z.array(z.object({ id: z.string() })) });
const Chunk = z.object({
  choices: z.array(z.object({ delta: z.object({ content: z.string().nullish() }) })),
});

export interface Chat {
  readonly model: string;
  readonly text: string;
  /** In which the text came. */
  readonly pieces: number;
  readonly firstPieceSeconds: number;
}

/**
 * Asks the first model of the list and reads the answer as it streams. Throws an Error when it does not stream, says nothing,
 * or ends without its end: what stands between may have kept it back whole, or cut it off.
 */
export async function chat(url: URL, token: string): Promise<Chat> {
  const [model] = (await askJson(new URL("/api/models", url), Models, { token })).data;
  if (model === undefined) throw new Error(`${url.origin} offers no model`);
  const asked = performance.now();
  const { body, headers } = await ask(new URL("/api/chat/completions", url), {
    token,
    body: {
      model: model.id,
      stream: true,
      messages: [{ role: "user", content: "Count from one to ten in words." }],
    },
  });
  if (!body || !headers.get("content-type")?.startsWith("text/event-stream"))
    throw new Error(`${model.id} did not stream: ${headers.get("content-type")}`);
  const pieces: string[] = [];
  let firstPieceSeconds = 0;
  let ended = false;
  for await (const line of createInterface({ input: Readable.fromWeb(body) })) {
    if (!line.startsWith("data:")) continue;
    const data = line.slice("data:".length).trim();
    if (data === "[DONE]") {
      ended = true;
      continue;
    }
    const piece = contentOf(data);
    if (piece === "") continue;
    if (pieces.length === 0) firstPieceSeconds = (performance.now() - asked) / 1000;
    pieces.push(piece);
  }
  if (!ended) throw new Error(`the stream of ${model.id} was cut off after ${pieces.length} pieces`);
  if (pieces.length === 0) throw new Error(`${model.id} answered with nothing`);
  return { model: model.id, text: pieces.join(""), pieces: pieces.length, firstPieceSeconds };
}

/** Text of one event; a model's own events (sources, usage) have none. */
function contentOf(data: string): string {
  const parsed = Chunk.safeParse(JSON.parse(data));
  return parsed.success ? parsed.data.choices.map(({ delta }) => delta.content ?? "").join("") : "";
}
