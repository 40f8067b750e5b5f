import { suggestion } from "../../closest.ts";

/** Texts in quotes, then the ids of metrics: they begin with a small letter, functions and words with a capital. */
const quoted = /"[^"]*"|'[^']*'/;
const id = /(?<![\w.])[a-z]\w*/g;

/** Ids that a metric math expression reads. */
export const idsIn = (expression: string): string[] =>
  expression.split(quoted).flatMap((part) => [...part.matchAll(id)].map(([name]) => name));

/** The expression with another id for each; texts in quotes stay. */
export const renameIds = (expression: string, rename: (id: string) => string): string =>
  expression
    .split(/("[^"]*"|'[^']*')/)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(id, rename)))
    .join("");

/**
 * What keeps an expression from being read together with those of other sides; undefined if nothing does. CloudWatch finds the
 * rest: its answer says what it did not understand.
 */
export function expressionFault(expression: string, ids: readonly string[]): string | undefined {
  if (/\bMETRICS\s*\(/.test(expression)) return "METRICS() would read the other side too; name the metrics";
  if (/^\s*(SEARCH|SELECT)\b/i.test(expression)) return "SEARCH and SELECT would read the other side too";
  const read = idsIn(expression);
  const unknown = read.find((name) => !ids.includes(name));
  if (unknown !== undefined) return `no metric has the id ${unknown}; ${suggestion(unknown, ids)}`;
  return read.length === 0 ? "it reads no metric" : undefined;
}
