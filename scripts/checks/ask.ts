import type { z } from "zod";

/** What a person may wait for before the first byte, in milliseconds. */
export const patience = 60_000;

export interface Asking {
  readonly token?: string;
  /** Makes it a POST, as JSON. */
  readonly body?: object;
}

/** Throws an Error with the address and what it answered unless that is 200. */
export async function ask(url: URL, { token, body }: Asking = {}): Promise<Response> {
  const response = await fetch(url, {
    method: body ? "POST" : "GET",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(patience),
  });
  if (response.status === 200) return response;
  throw new Error(`${url} answered ${response.status}: ${(await response.text()).slice(0, 200)}`);
}

/** The same, read as JSON of that shape: a page of HTML is an error, however well it was answered. */
export async function askJson<Schema extends z.ZodType>(
  url: URL,
  schema: Schema,
  asking: Asking = {},
): Promise<z.output<Schema>> {
  const text = await (await ask(url, asking)).text();
  const parsed = schema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new Error(`${url} answered with something else: ${text.slice(0, 200)}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
