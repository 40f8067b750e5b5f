import { invalidPattern } from "./error.ts";
import type { Filter } from "./filter.ts";
import { regexOf } from "./regex.ts";

interface Term {
  readonly sign: "" | "?" | "-";
  readonly holds: Filter;
}

const token = /([?-]?)(?:"((?:[^"\\]|\\.)*)"|%([^%]*)%|([^\s"%]+))(?=\s|$)/y;

/**
 * All terms must be in the message, in any order and case-sensitive; `-` keeps out. Where all terms have `?` one is
 * enough; beside others AWS ignores those with `?`.
 */
export function termFilter(text: string): Filter {
  const terms = termsOf(text);
  const optional = terms.filter(({ sign }) => sign === "?");
  if (optional.length === terms.length && terms.length > 0)
    return (message) => optional.some(({ holds }) => holds(message));
  return (message) => terms.every(({ sign, holds }) => sign === "?" || holds(message) === (sign === ""));
}

function termsOf(text: string): Term[] {
  const terms: Term[] = [];
  token.lastIndex = 0;
  for (let at = 0; at < text.length; at = token.lastIndex) {
    const found = token.exec(text);
    if (!found) throw invalidPattern(text);
    const [, sign, quoted, regex, word = ""] = found;
    terms.push({ sign: sign === "?" || sign === "-" ? sign : "", holds: holdsOf(quoted, regex, word) });
    while (/\s/.test(text[token.lastIndex] ?? "")) token.lastIndex++;
  }
  return terms;
}

function holdsOf(quoted: string | undefined, regex: string | undefined, word: string): Filter {
  if (regex !== undefined) {
    const test = regexOf(regex);
    return (message) => test.test(message);
  }
  const part = quoted?.replaceAll(/\\(.)/g, "$1") ?? word;
  return (message) => message.includes(part);
}
