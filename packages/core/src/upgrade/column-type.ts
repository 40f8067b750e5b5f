const integers = ["smallint", "integer", "bigint"];
const text = /^(?:character varying|varchar|text)(?:\((\d+)\))?$/;
const numeric = /^numeric(?:\((\d+),(\d+)\))?$/;

/**
 * Whether all that the old version writes still fits, and all that it reads is handed out as before: a longer text, a wider
 * integer, a more exact number. Any other change of type is a break, `text` to `json` too: a driver decodes JSON, and the old
 * version decodes it again, https://www.psycopg.org/docs/extras.html#json-adaptation
 */
export function widens(from: string, to: string): boolean {
  if (from === to) return true;
  const [texts, wider] = [text.exec(from), text.exec(to)];
  if (texts && wider) return wider[1] === undefined || Number(texts[1] ?? Infinity) <= Number(wider[1]);
  if (integers.includes(from) && integers.includes(to)) return integers.indexOf(from) < integers.indexOf(to);
  const [exact, more] = [numeric.exec(from), numeric.exec(to)];
  if (exact && more)
    return more[1] === undefined || (exact[2] === more[2] && Number(exact[1] ?? Infinity) <= Number(more[1]));
  return from === "real" && to === "double precision";
}

/** Types whose values a driver decodes into documents. */
export const isJson = (type: string): boolean => type === "json" || type === "jsonb";

/** What a program gets of a column: types of one name are the same to it. */
export function handedOutAs(type: string): string {
  if (text.test(type)) return "text";
  if (integers.includes(type)) return "integer";
  if (numeric.test(type)) return "numeric";
  if (type === "real" || type === "double precision") return "float";
  return type;
}
