import { readFile } from "node:fs/promises";
import { suggestion } from "@signalbox/core/closest";
import { usageError } from "../user-error.ts";

/** EventBridge's envelope; the local cloud checks what the keys hold. */
const keys = [
  "version",
  "id",
  "detail-type",
  "source",
  "account",
  "time",
  "region",
  "resources",
  "detail",
] as const;

/** Reads the event that a file holds. Throws usage errors that name the file and what is wrong in it. */
export async function readEvent(file: string): Promise<object> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw usageError(`${file} cannot be read`, error.code ?? error.message, "name a JSON file with an event");
  });
  const event = parseJson(file, text);
  if (typeof event !== "object" || event === null || Array.isArray(event))
    throw usageError(
      `${file} is no event`,
      "an event is one JSON object",
      "put each event into a file of its own",
    );
  const strange = Object.keys(event).filter((key) => !keys.some((known) => known === key));
  if (strange.length > 0)
    throw usageError(
      `${file} is no event`,
      // PutEvents writes DetailType and Source; the envelope is in lower case.
      strange.map((key) => `it has no key ${key}: ${suggestion(key.toLowerCase(), keys)}`).join("; "),
      "write the event as AWS sends it, in EventBridge's envelope",
    );
  return event;
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw usageError(`${file} is no JSON`, why, `mend it; jq . ${file} shows where it breaks`);
  }
}
