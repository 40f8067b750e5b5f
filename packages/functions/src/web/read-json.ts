import { reasonOf } from "./reason-of.ts";
import { type WebContext, within } from "./within.ts";

/** What a server answered, or a sentence that says why there is no answer. */
export type JsonAnswer =
  | { readonly status: number; readonly body: unknown }
  | { readonly unreadable: string };

export interface JsonRequest {
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** More than any answer of a gate or of 100 queries of a day; what sends more is no API of ours. */
const bytesAtMost = 4_000_000;

/**
 * Asks a server for JSON, within `seconds`. Whatever goes wrong on the way is an answer
 * too: a server of somebody else's must not make a release fail that it only advises. It follows no redirect, which would
 * carry headers to another host.
 */
export async function readJson(
  url: InstanceType<typeof URL>,
  request: JsonRequest,
  context: WebContext,
  seconds: number,
): Promise<JsonAnswer> {
  const late = { unreadable: `${url.host} gave no answer within ${seconds} s` };
  return await within<JsonAnswer>(
    context,
    seconds,
    () => late,
    (signal) => ask(url, request, signal),
  );
}

async function ask(
  url: InstanceType<typeof URL>,
  request: JsonRequest,
  signal: AbortSignal,
): Promise<JsonAnswer> {
  try {
    const response = await fetch(url.href, { ...request, signal, redirect: "manual" });
    const text = await textOf(response);
    if (text === undefined) return { unreadable: `${url.host} answered more than ${bytesAtMost} bytes` };
    return { status: response.status, body: JSON.parse(text) };
  } catch (error) {
    if (signal.aborted) return { unreadable: `${url.host} was not waited for` };
    if (error instanceof SyntaxError) return { unreadable: `${url.host} did not answer JSON` };
    return { unreadable: `${url.host} could not be asked: ${reasonOf(error)}` };
  }
}

/** The text of a body of at most so many bytes; the rest of a longer one is not read. */
async function textOf(response: Response): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > bytesAtMost) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}
