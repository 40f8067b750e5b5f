import { matchesWildcard } from "@signalbox/core/workflow/statement";
import type { AwsError } from "../../error.ts";
import { invalidPattern } from "./error.ts";
import type { Filter } from "./filter.ts";
import { regexOf } from "./regex.ts";

type Test = (event: unknown) => boolean;

const tokens =
  /\s*(?:(\(|\)|&&|\|\|)|(\$(?:\.[A-Za-z_][\w-]*|\[(?:\d+|\*|"[^"]*"|'[^']*')\])+)|(!=|<=|>=|=|<|>)|"((?:[^"\\]|\\.)*)"|%([^%]*)%|([^\s()&|=<>!"%]+))\s*/y;

const kinds = ["mark", "selector", "operator", "quoted", "regex", "word"] as const;

interface Token {
  readonly kind: (typeof kinds)[number];
  readonly text: string;
}

/** Conditions on members of a message that is JSON, joined by && and || (&& binds closer) and parentheses. */
export function jsonFilter(body: string): Filter {
  const test = new Parser(body).whole();
  return (message) => {
    let event: unknown;
    try {
      event = JSON.parse(message);
    } catch {
      return false;
    }
    return test(event);
  };
}

class Parser {
  readonly #body: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(body: string) {
    this.#body = body;
    this.#tokens = tokensOf(body);
  }

  whole(): Test {
    const test = this.#or();
    if (this.#at < this.#tokens.length) throw this.#wrong();
    return test;
  }

  #or(): Test {
    const tests = [this.#and()];
    while (this.#take("mark", "||")) tests.push(this.#and());
    return (event) => tests.some((test) => test(event));
  }

  #and(): Test {
    const tests = [this.#one()];
    while (this.#take("mark", "&&")) tests.push(this.#one());
    return (event) => tests.every((test) => test(event));
  }

  #one(): Test {
    if (this.#take("mark", "(")) {
      const test = this.#or();
      if (!this.#take("mark", ")")) throw this.#wrong();
      return test;
    }
    const selector = this.#take("selector");
    if (!selector) throw this.#wrong();
    const path = pathOf(selector.text);
    const values = valuesOf(this.#condition());
    return (event) => values(select(event, path));
  }

  #condition(): (value: unknown) => boolean {
    if (this.#take("word", "IS")) {
      const word = this.#take("word")?.text;
      if (word === "NULL") return (value) => value === null;
      if (word === "TRUE") return (value) => value === true;
      if (word === "FALSE") return (value) => value === false;
      throw this.#wrong();
    }
    if (this.#take("word", "EXISTS")) return (value) => value !== undefined;
    if (this.#take("word", "NOT")) {
      if (!this.#take("word", "EXISTS")) throw this.#wrong();
      return (value) => value === undefined;
    }
    const operator = this.#take("operator")?.text;
    const operand = this.#tokens[this.#at++];
    if (operator === undefined || !operand) throw this.#wrong();
    return compare(operator, operand) ?? this.#fail();
  }

  #take(kind: Token["kind"], text?: string): Token | undefined {
    const next = this.#tokens[this.#at];
    if (next?.kind !== kind || (text !== undefined && next.text.toUpperCase() !== text)) return undefined;
    this.#at++;
    return next;
  }

  #wrong(): AwsError {
    return invalidPattern(`{${this.#body}}`);
  }

  #fail(): never {
    throw this.#wrong();
  }
}

function tokensOf(body: string): Token[] {
  const found: Token[] = [];
  tokens.lastIndex = 0;
  while (tokens.lastIndex < body.length) {
    const match = tokens.exec(body);
    if (!match) throw invalidPattern(`{${body}}`);
    const place = match.slice(1).findIndex((group) => group !== undefined);
    found.push({ kind: kinds[place] ?? "word", text: match[place + 1] ?? "" });
  }
  return found;
}

/** Undefined for an operand that the operator does not take. */
function compare(operator: string, { kind, text }: Token): ((value: unknown) => boolean) | undefined {
  if (kind === "regex" && (operator === "=" || operator === "!=")) {
    const test = regexOf(text);
    return (value) => typeof value === "string" && test.test(value) === (operator === "=");
  }
  if (kind !== "quoted" && kind !== "word") return undefined;
  const number = kind === "word" && text !== "" ? Number(text) : Number.NaN;
  switch (operator) {
    case "=":
      return (value) => equals(value, text, number);
    case "!=":
      return (value) => value !== undefined && !equals(value, text, number);
  }
  if (Number.isNaN(number)) return undefined;
  const holds = orders[operator];
  return holds && ((value) => typeof value === "number" && holds(value, number));
}

const orders: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

function equals(value: unknown, text: string, number: number): boolean {
  if (typeof value === "number") return value === number;
  // ? is a plain character here, unlike in IAM's policies.
  return (
    typeof value === "string" && (value === text || (!text.includes("?") && matchesWildcard(text, value)))
  );
}

function pathOf(selector: string): readonly string[] {
  return [...selector.matchAll(/\.([A-Za-z_][\w-]*)|\[(?:"([^"]*)"|'([^']*)'|(\d+|\*))\]/g)].map(
    ([, name, double, single, index]) => name ?? double ?? single ?? index ?? "",
  );
}

/** All values that a path leads to; `[*]` leads to each item. One undefined where it leads nowhere. */
function select(event: unknown, path: readonly string[]): unknown[] {
  let values: unknown[] = [event];
  for (const name of path)
    values = values.flatMap((value) => {
      if (name === "*") return Array.isArray(value) ? value : [];
      if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return [];
      const member: unknown = Reflect.get(value, name);
      return [member];
    });
  return values.length > 0 ? values : [undefined];
}

const valuesOf =
  (test: (value: unknown) => boolean) =>
  (values: readonly unknown[]): boolean =>
    values.some(test);
