import { PatternError } from "./error.ts";

export type Token = "{" | "}" | "[" | "]" | "name" | "string" | "number" | "true" | "false" | "null";

/** Reads JSON token by token and knows where it stands, because EventBridge's messages say line and column. */
export interface Reader {
  next(): Token;
  /** Of the last name read. */
  readonly name: string;
  /** Of the string just read. */
  text(): string;
  /** Of the number just read. */
  number(): number;
  /** Throws with Jackson's position after the message. */
  fail(message: string): never;
}

const closers = { "{": "}", "[": "]" } as const;
const expectedValue = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/**
 * EventBridge compiles patterns with Jackson's streaming parser, whose position has two habits that show in its errors:
 * after a name the start of the value is read already, and a string counts as read only when its text was asked for.
 */
export function reader(source: string): Reader {
  let at = 0;
  let name = "";
  let value = { from: 0, to: 0 };
  let unread = false;
  let pending: Token | undefined;
  let first = true;
  const open: ("{" | "[")[] = [];

  const fail = (message: string, offset = at): never => {
    throw new PatternError(message + position(source, offset));
  };
  const character = (message: string): never => {
    const char = source[at];
    if (char === undefined) return fail("Unexpected end-of-input");
    return fail(`Unexpected character ('${char}' (code ${char.charCodeAt(0)})): ${message}`);
  };
  const space = (): void => {
    while (/\s/.test(source[at] ?? "")) at++;
  };
  const stringEnd = (from: number): number => {
    let end = from;
    while (source[end] !== '"') {
      if (end >= source.length) return fail("Unexpected end-of-input in a String value", end);
      end += source[end] === "\\" ? 2 : 1;
    }
    return end;
  };
  const unquote = (from: number, to: number): string => {
    try {
      return String(JSON.parse(source.slice(from - 1, to + 1)));
    } catch {
      return fail("Unrecognized character escape or control character in a String value", to);
    }
  };
  const text = (): string => {
    if (unread) at = value.to + 1;
    unread = false;
    return unquote(value.from, value.to);
  };
  const start = (): Token => {
    space();
    const char = source[at];
    if (char === "{" || char === "[") {
      at++;
      open.push(char);
      first = true;
      return char;
    }
    if (char === '"') {
      at++;
      value = { from: at, to: stringEnd(at) };
      unread = true;
      return "string";
    }
    const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
    number.lastIndex = at;
    const found = number.exec(source)?.[0];
    if (found) {
      value = { from: at, to: at + found.length };
      at = value.to;
      return "number";
    }
    const word = /^[\w$]+/.exec(source.slice(at))?.[0];
    if (!word) return character(`expected a valid value ${expectedValue}`);
    at += word.length;
    if (word === "true" || word === "false" || word === "null") return word;
    return fail(`Unrecognized token '${word}': was expecting ${expectedValue}`);
  };
  const next = (): Token => {
    if (pending) {
      const token = pending;
      pending = undefined;
      return token;
    }
    if (unread) text();
    const container = open.at(-1);
    if (!container) return start();
    space();
    if (source[at] === closers[container]) {
      at++;
      open.pop();
      first = false;
      return closers[container];
    }
    if (!first) {
      if (source[at] !== ",")
        return character(`was expecting comma to separate ${container === "{" ? "Object" : "Array"} entries`);
      at++;
      space();
    }
    first = false;
    if (container === "[") return start();
    if (source[at] !== '"') return character("was expecting double-quote to start field name");
    const end = stringEnd(at + 1);
    name = unquote(at + 1, end);
    at = end + 1;
    space();
    if (source[at] !== ":") return character("was expecting a colon to separate field name and value");
    at++;
    pending = start();
    return "name";
  };
  return {
    next,
    text,
    get name() {
      return name;
    },
    number: () => Number(source.slice(value.from, value.to)),
    fail: (message) => fail(message),
  };
}

/** Jackson's words, the source among them, cut at 500 characters. */
function position(source: string, offset: number): string {
  const before = source.slice(0, offset).split("\n");
  const shown = source.slice(0, 500);
  const rest = source.length > 500 ? `[truncated ${source.length - 500} chars]` : "";
  return `\n at [Source: (String)"${shown}"${rest}; line: ${before.length}, column: ${(before.at(-1)?.length ?? 0) + 1}]`;
}
