import { StatesError } from "./error.ts";
import type { Json } from "./json.ts";

/**
 * What passes between states: a value with its JSON text. AWS keeps the text that it was given ("[1, 2]", "0.0") for as
 * long as a value passes through unchanged, and writes computed values compactly.
 */
export interface Data {
  readonly value: Json;
  readonly text: string;
}

export const dataOf = (value: Json): Data => ({ value, text: JSON.stringify(value) });

/** Throws SyntaxError when `text` is not JSON. */
export const dataFromText = (text: string): Data => ({ value: JSON.parse(text), text });

/** AWS's limit for the input or output of a state, a task or an execution: 256 KiB of UTF-8. */
export const payloadLimit = 262_144;

export function exceedsPayloadLimit(text: string): boolean {
  // A UTF-16 unit takes at most three bytes of UTF-8; most payloads are small enough not to be counted.
  return text.length * 3 > payloadLimit && Buffer.byteLength(text) > payloadLimit;
}

/** Refuses what is too large. `source` is a state's name, a function's ARN or a service, as AWS names it in each case. */
export function withinLimit(data: Data, source: string): Data {
  if (!exceedsPayloadLimit(data.text)) return data;
  throw new StatesError(
    "States.DataLimitExceeded",
    `The state/task '${source}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}
