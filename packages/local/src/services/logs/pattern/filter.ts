import { unsupported } from "../../supported.ts";
import { invalidPattern } from "./error.ts";
import { jsonFilter } from "./json.ts";
import { termFilter } from "./terms.ts";

/** Whether a message is let through. */
export type Filter = (message: string) => boolean;

/**
 * Reads a filter pattern: terms, or `{ … }` for messages that are JSON. Patterns of space-delimited fields `[…]` are
 * refused. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function filterOf(pattern: string): Filter {
  const text = pattern.trim();
  if (text.startsWith("["))
    throw unsupported("logs:FilterLogEvents", "patterns of space-delimited fields ([...])");
  if (!text.startsWith("{")) return termFilter(text);
  if (!text.endsWith("}")) throw invalidPattern(pattern);
  return jsonFilter(text.slice(1, -1));
}
