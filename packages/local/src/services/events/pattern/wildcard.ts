import type { Test } from "./condition.ts";
import { PatternError } from "./error.ts";

/**
 * EventBridge limits how many prefixes of wildcards one input can match at a time, and does not say how many. Six
 * wildcards in a value are refused, as LocalStack does, whose rule was compared with AWS.
 */
const wildcardsAtMost = 5;

/** `*` stands for any characters, `\*` and `\\` for themselves. Positions count UTF-8 bytes after an opening quote. */
export function wildcard(text: string): Test {
  const parts: string[] = [""];
  const add = (piece: string): void => {
    parts.push(`${parts.pop() ?? ""}${piece}`);
  };
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const next = text[at + 1];
    if (char === "*") {
      if (next === "*") throw new PatternError(`Consecutive wildcard characters at pos ${byte(text, at)}`);
      parts.push("");
    } else if (char !== "\\") add(char);
    else if (next === "*" || next === "\\") {
      add(next);
      at++;
    } else throw new PatternError(`Invalid escape character at pos ${byte(text, at)}`);
  }
  if (parts.length - 1 > wildcardsAtMost)
    throw new PatternError(
      "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character",
    );
  return (value) => typeof value === "string" && covers(parts, value);
}

/** Leftmost fit of each part in turn; linear, where a regular expression could run away. */
function covers(parts: readonly string[], value: string): boolean {
  const head = parts[0] ?? "";
  const tail = parts.at(-1) ?? "";
  if (parts.length === 1) return value === head;
  if (value.length < head.length + tail.length || !value.startsWith(head) || !value.endsWith(tail))
    return false;
  const end = value.length - tail.length;
  let at = head.length;
  for (const part of parts.slice(1, -1)) {
    const found = value.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

function byte(text: string, at: number): number {
  return Buffer.byteLength(text.slice(0, at)) + 1;
}
